import type { Log } from '#server/log/log.ts';
import type { Store } from '#server/store/store.ts';
import type { Actor, AuditAction } from '#shared/api/audit.ts';
import type { Clock } from '#shared/base/clock.ts';

/** What an audit is kept with. */
export interface AuditEnvironment {
  readonly store: Pick<Store, 'addAudit'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What may be said beside an action. There is no name for the value of an attribute, a secret or an assertion, so none
 * gets into the audit by mistake.
 */
export type AuditFacts = Readonly<
  Partial<
    Record<
      'connection' | 'idp' | 'user' | 'key' | 'method' | 'attribute' | 'fields' | 'reason' | 'reference' | 'code',
      string
    >
  > &
    Partial<Record<'count' | 'version' | 'earlier', number>>
>;

/** Something that was done. */
export interface Deed {
  readonly actor: Actor;
  readonly action: AuditAction;
  /** What it was done to: a prefix, a user's name, the name of a key. Cut at 300 characters, as facts are. */
  readonly subject: string;
  readonly facts?: AuditFacts;
}

const MAX_CHARS = 300;

/** Writes down who did what, and says so in the log. */
export async function record(
  { store, clock, log }: AuditEnvironment,
  { actor, action, subject, facts = {} }: Deed,
): Promise<void> {
  const short = Object.entries(facts).map(([name, value]) => [name, cut(value)] as const);
  await store.addAudit({ at: clock(), actor, action, subject: cut(subject), facts: Object.fromEntries(short) });
  log.info('administration', { code: action, user: actor.name, other: subject, connection: facts.connection });
}

/** The companion, where it does something by itself. */
export const COMPANION_ITSELF: Actor = { kind: 'companion', name: 'the companion' };

function cut<Value extends string | number>(value: Value): Value | string {
  return typeof value === 'string' && value.length > MAX_CHARS ? `${value.slice(0, MAX_CHARS)}…` : value;
}
