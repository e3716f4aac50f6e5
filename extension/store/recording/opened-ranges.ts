import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { descendants } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** A stretch of the XML text. Offsets into `XmlDocument.text`. */
export interface OpenedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the text shows what came encrypted, in document order. An opened part may hold others that were opened after
 * it, so it is found by its first tag, not by its whole text.
 */
export function openedRanges({ document, decryptions }: InspectedMessage): OpenedRange[] {
  const tags = decryptions.flatMap(({ xml }) => (xml === null ? [] : [firstTag(xml)]));
  if (document === null || tags.length === 0) return [];
  const { text, root } = document;
  const found: OpenedRange[] = [];
  const take = ({ start, end }: XmlElement) => {
    const at = tags.findIndex((tag) => text.startsWith(tag, start));
    if (at < 0) return;
    tags.splice(at, 1);
    found.push({ start, end });
  };
  for (const element of descendants(root)) take(element);
  return found;
}

function firstTag(xml: string): string {
  const start = xml.indexOf('<');
  return xml.slice(start, xml.indexOf('>', start) + 1);
}
