import { counted } from '#shared/base/count-words.ts';
import type { RedactedKind } from './kinds.ts';

/** What a redaction did, without any original: it may travel with the file. */
export interface RedactionReceipt {
  /** How many times a value of each kind was replaced, in the order of `kinds.ts`. */
  readonly replaced: readonly { readonly kind: RedactedKind; readonly count: number }[];
  readonly note: string;
}

/** Two things that a reader of the file must know. */
export const REDACTION_NOTE =
  'Names and values are pseudonyms, the same for the same value throughout this file. Signatures, certificates and encrypted parts were replaced, too: signatures no longer hold.';

/** The receipt of a pass. */
export function toReceipt(counts: ReadonlyMap<RedactedKind, number>): RedactionReceipt {
  const replaced = ORDER.flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [{ kind, count }];
  });
  return { replaced, note: REDACTION_NOTE };
}

/** The words of the kinds, one and many. */
const KIND_WORDS: Readonly<Record<RedactedKind, readonly [string, string]>> = {
  user: ['user name', 'user names'],
  name: ['name', 'names'],
  value: ['attribute or other value', 'attribute and other values'],
  id: ['identifier', 'identifiers'],
  host: ['host', 'hosts'],
  address: ['entity ID or address', 'entity IDs and addresses'],
  'relay-state': ['RelayState', 'RelayStates'],
  parameter: ['parameter', 'parameters'],
  cookie: ['cookie', 'cookies'],
  credential: ['credential', 'credentials'],
  header: ['header', 'headers'],
  certificate: ['certificate', 'certificates'],
  signature: ['signature or digest', 'signatures and digests'],
  ciphertext: ['encrypted part', 'encrypted parts'],
  comment: ['comment', 'comments'],
  text: ['text', 'texts'],
  page: ['page', 'pages'],
  unreadable: ['unreadable message', 'unreadable messages'],
};
const ORDER = Object.keys(KIND_WORDS).filter(isKind);

function isKind(name: string): name is RedactedKind {
  return Object.hasOwn(KIND_WORDS, name);
}

/** The receipt for a person, in two lines without line end at the last. */
export function describeReceipt({ replaced, note }: RedactionReceipt): string {
  const words = replaced.map(({ kind, count }) => counted(count, ...KIND_WORDS[kind]));
  return `${words.length === 0 ? 'Nothing was replaced.' : `Replaced: ${words.join(', ')}.`}\n${note}`;
}
