import type { Clock } from '#shared/base/clock.ts';
import { KeyError } from './key-error.ts';
import { findOrMakeKeys, type KeyFile, makeKeys, type OwnKeys, readPairs, writePairs } from './own-keys.ts';

/**
 * Where the rollover of a key stands. `steady`: one key. `published`: the next one is in the metadata and decrypts, the
 * old one signs. `switched`: the next one signs, the old one is still published and decrypts.
 */
export type KeyStep = 'steady' | 'published' | 'switched';

/** The keys of one connection. */
export interface KeyRing {
  readonly step: KeyStep;
  /** Milliseconds since the epoch; null: nobody knows, or there is but one key and has been since it was made. */
  readonly since: number | null;
  readonly signing: OwnKeys;
  /** The next one, or the old one. */
  readonly other: OwnKeys | null;
}

/**
 * What can be done next. `publish` makes the next key; `switch` signs with it; `retire` drops the old one; `withdraw`
 * drops the next one before anything was signed with it. Between them partners need the time to take the metadata anew.
 */
export type KeyAction = 'publish' | 'switch' | 'retire' | 'withdraw';

/** Which step each action needs. */
const NEEDS: Readonly<Record<KeyAction, KeyStep>> = {
  publish: 'steady',
  switch: 'published',
  retire: 'switched',
  withdraw: 'published',
};

/** What can be done at a step. */
export function actionsAt(step: KeyStep): readonly KeyAction[] {
  const actions: readonly KeyAction[] = ['publish', 'switch', 'retire', 'withdraw'];
  return actions.filter((action) => NEEDS[action] === step);
}

/**
 * The keys of one name, made at the first start.
 * @throws WorkbenchError `key-file-broken`, `state-unwritable`
 */
export async function readKeyRing(folder: string, name: string, clock: Clock): Promise<KeyRing> {
  const kept = await readPairs(folder, name);
  if (kept !== null) return toRing(kept);
  const signing = await findOrMakeKeys(folder, name, clock);
  return { step: 'steady', since: null, signing, other: null };
}

/**
 * Takes one step of a rollover. The file is replaced whole, so that a kill leaves the step before or the one after; two
 * who act at once act one after the other.
 *
 * @throws WorkbenchError `key-step-wrong` where the keys are at another step; and as `readKeyRing`
 */
export function rollKey(folder: string, name: string, action: KeyAction, clock: Clock): Promise<KeyRing> {
  const place = `${folder}\n${name}`;
  const turn = (turns.get(place) ?? Promise.resolve())
    .catch(() => undefined) // whoever acted before was told
    .then(() => act(folder, name, action, clock));
  turns.set(place, turn);
  return turn;
}

const turns = new Map<string, Promise<unknown>>();

async function act(folder: string, name: string, action: KeyAction, clock: Clock): Promise<KeyRing> {
  const { step, signing, other } = await readKeyRing(folder, name, clock);
  if (NEEDS[action] !== step) throw new KeyError('key-step-wrong', { name, action, step });
  const since = clock();
  const next = await after(action, { signing, other }, () => makeKeys(name, clock));
  const ring: KeyRing = next.other === null ? { ...next, step: 'steady', since: null } : { ...next, since };
  await writePairs(folder, name, { head: headOf(ring), signing: ring.signing, other: ring.other });
  return ring;
}

type Pairs = Pick<KeyRing, 'signing' | 'other'>;

async function after(
  action: KeyAction,
  { signing, other }: Pairs,
  make: () => Promise<OwnKeys>,
): Promise<Pairs & Pick<KeyRing, 'step'>> {
  if (action === 'publish') return { step: 'published', signing, other: await make() };
  if (action === 'switch' && other !== null) return { step: 'switched', signing: other, other: signing };
  return { step: 'steady', signing, other: null };
}

/** Text around PEM blocks is no part of them (RFC 7468 2): so whoever opens the file reads what it is. */
function headOf({ step, since }: KeyRing): string {
  if (step === 'steady' || since === null) return '';
  const words =
    step === 'published'
      ? 'The first key signs, the second comes next.'
      : 'The first key signs, the second is the old one.';
  return `${words}\nStep: ${step}\nSince: ${new Date(since).toISOString()}\n`;
}

function toRing({ head, signing, other }: KeyFile): KeyRing {
  if (other === null) return { step: 'steady', since: null, signing, other };
  const step = /^Step: switched$/m.test(head) ? 'switched' : 'published';
  const since = Date.parse(/^Since: (\S+)$/m.exec(head)?.[1] ?? '');
  return { step, since: Number.isNaN(since) ? null : since, signing, other };
}
