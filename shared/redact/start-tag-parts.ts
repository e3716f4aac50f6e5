/** One attribute or namespace declaration of a start tag, as it was written; positions are offsets into the document. */
export interface TagPart {
  readonly name: string;
  /** Of the name. */
  readonly start: number;
  /** Between the quotes, entities undecoded. */
  readonly raw: string;
  readonly valueStart: number;
  /** Behind the closing quote. */
  readonly end: number;
}

/** A name, white space, an equals sign, a quoted value: well-formed already, or the document would not be here. */
const PART = /[ \t\r\n]+([^ \t\r\n=/>]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')/y;

/**
 * Takes the start tag at `start` apart, namespace declarations included, for which the tree has no offsets.
 * @param name of the element, as written
 */
export function startTagParts(text: string, start: number, name: string): readonly TagPart[] {
  const parts: TagPart[] = [];
  const scan = new RegExp(PART);
  scan.lastIndex = start + 1 + name.length;
  for (let match = scan.exec(text); match !== null; match = scan.exec(text)) {
    const raw = match[2] ?? match[3] ?? '';
    const end = scan.lastIndex;
    const partName = match[1] ?? '';
    parts.push({
      name: partName,
      start: match.index + match[0].indexOf(partName),
      raw,
      valueStart: end - 1 - raw.length,
      end,
    });
  }
  return parts;
}
