import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { siteOf } from '#shared/http/site.ts';
import { beginPass } from './create-redactor.ts';
import { fold } from './fold.ts';
import type { RedactedKind } from './kinds.ts';
import { type RedactionReceipt, toReceipt } from './receipt.ts';
import { redactExchange } from './redact-exchange.ts';

/** What texts were made from, and what in them is no secret to whoever is to read them. */
export interface TextSource {
  readonly exchanges: readonly Exchange[];
  /** Messages that came without an exchange. */
  readonly xmls: readonly string[];
  /** Entity IDs and hosts of the reader's own. */
  readonly kept: readonly string[];
  /** IDs of messages, which are nobody's name: who is to find them in a log needs them as they are. */
  readonly ids: readonly string[];
}

/**
 * Texts about a recording without its names, values and hosts, as `redactExchanges` would replace them in the recording: one
 * pseudonym for the same original throughout. What `kept` names stays.
 *
 * @param key 32 random bytes, fresh for every call
 */
export function redactTexts(texts: readonly string[], source: TextSource, key: Uint8Array): string[] {
  return redactTextsTold(texts, source, key).texts;
}

/** The same, with the receipt of what was replaced in them. */
export function redactTextsTold(
  texts: readonly string[],
  { exchanges, xmls, kept, ids }: TextSource,
  key: Uint8Array,
): { readonly texts: string[]; readonly receipt: RedactionReceipt } {
  const first = beginPass(key, null);
  for (const exchange of exchanges) redactExchange(exchange, exchange.id, first.redactor);
  for (const xml of xmls) first.redactor.xml(xml);
  const own = new Set(kept.flatMap(partsOf).map(fold));
  const named = new Set(ids.map(fold));
  const isKept = (original: string, kind: RedactedKind) =>
    own.has(original) || isPlaceOf(original, own) || (kind === 'id' && named.has(original));
  const known = new Map([...first.originals].filter(([original, kind]) => !isKept(original, kind)));
  const { redactor, counts } = beginPass(key, known);
  return { texts: texts.map((text) => redactor.kept(text)), receipt: toReceipt(counts) };
}

/** An address of the reader's own, with nothing in it but where it is. */
function isPlaceOf(original: string, own: ReadonlySet<string>): boolean {
  if (!/^https?:\/\/[^?#]*$/.test(original) || !URL.canParse(original)) return false;
  return own.has(fold(hostOf(original)));
}

/** An entity ID with its host, a host with its site: each is an original of its own. */
function partsOf(name: string): readonly string[] {
  const host = URL.canParse(name) ? hostOf(name) : name;
  const bare = host.replace(/:\d+$/, '');
  return [name, host, bare, siteOf(bare)];
}
