import { findOrMakeKeys, type OwnKeys, readPairs } from '#server/keys/own-keys.ts';
import type { Clock } from '#shared/base/clock.ts';

/** The keys of a connection that the state folder has, under names that stand for files and are no paths. */
export interface StateKeys {
  /** What the connection's `sp` says instead. */
  readonly files: { readonly key: readonly string[]; readonly certificate: readonly string[] };
  /** The text behind such a name; null for any other. */
  readonly read: (name: string) => Promise<string | null>;
}

const NAME = /^own:(key|certificate):([01])$/;

/**
 * The keys of a connection in the state folder, the one that signs first. Where there is none yet, a pair is made when it
 * is asked for: a connection that cannot be loaded leaves none behind. Null: there is none, and none is to be made.
 *
 * @throws WorkbenchError `key-file-broken`
 */
export async function stateKeys(
  prefix: string,
  { stateFolder, clock, isTrial }: { readonly stateFolder: string; readonly clock: Clock; readonly isTrial: boolean },
): Promise<StateKeys | null> {
  const kept = await readPairs(stateFolder, prefix);
  if (kept === null && isTrial) return null;
  const pairs = kept === null ? [null] : [kept.signing, ...(kept.other === null ? [] : [kept.other])];
  let made: Promise<OwnKeys> | null = null;
  const make = (): Promise<OwnKeys> => {
    made ??= findOrMakeKeys(stateFolder, prefix, clock);
    return made;
  };
  const names = (kind: string) => pairs.map((_, index) => `own:${kind}:${index}`);
  return {
    files: { key: names('key'), certificate: names('certificate') },
    read: async (name) => {
      const [, kind, index] = NAME.exec(name) ?? [];
      if (kind === undefined) return null;
      const pair = pairs[Number(index)] ?? (await make());
      return kind === 'key' ? pair.key : pair.certificate;
    },
  };
}
