import { isPublicValue } from './public-values.ts';
import { isSchemaName } from './xml-names.ts';

/** A namespace declaration; a reference; a word with what shows that it is the name of an element or of an attribute. */
const PIECES =
  /(?<declared>xmlns(?::[\w.-]{1,40})?)\s*=\s*(?:"(?<uri>[^"<]{0,200})"|'(?<other>[^'<]{0,200})')|&(?<reference>amp|lt|gt|quot|apos);|(?<open><\/?)?(?<word>[\p{L}\p{N}_][\p{L}\p{N}_:.-]*)(?<equals>\s*=\s*["'])?/gu;

/**
 * XML that no parser reads, with an x for each letter and digit of what is neither a name of the schemas nor one of their
 * namespaces: its markup stays, character for character, and what is wrong with it stays at its place.
 */
export function maskXml(xml: string): string {
  return xml.replace(PIECES, (piece: string, ...rest: readonly unknown[]) => {
    const groups = rest.at(-1);
    const from = isGroups(groups) ? keptOf(piece, groups) : 0;
    return piece.slice(0, from) + piece.slice(from).replace(/[\p{L}\p{N}]+/gu, masked);
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

function isGroups(value: unknown): value is Groups {
  return typeof value === 'object' && value !== null;
}

/** How much of a piece stays, from its start. */
function keptOf(piece: string, { declared, uri, other, reference, open, word, equals }: Groups): number {
  if (declared !== undefined)
    return isSchemaName(declared) && isPublicValue(uri ?? other ?? '') ? piece.length : 'xmlns'.length;
  const isName = (open !== undefined || equals !== undefined) && isSchemaName(word ?? '');
  return isName || reference !== undefined ? piece.length : 0;
}

/** Of the same length, so that positions stay what they are. */
function masked(run: string): string {
  return 'x'.repeat(run.length);
}
