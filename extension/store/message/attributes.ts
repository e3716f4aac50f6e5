import type { Attribute } from '#shared/saml/assertion.ts';

/** Those whose name, friendly name or a value holds the text; case is ignored. */
export function filterAttributes(attributes: readonly Attribute[], filter: string): readonly Attribute[] {
  const sought = filter.trim().toLowerCase();
  if (sought === '') return attributes;
  const holds = (text: string | null) => text?.toLowerCase().includes(sought) ?? false;
  return attributes.filter(
    ({ name, friendlyName, values }) => holds(name) || holds(friendlyName) || values.some(holds),
  );
}

/**
 * Attributes as lines of tab-separated name and value, one line for each value, for a spreadsheet or a ticket.
 * Tabs and line ends inside become spaces. A text that a spreadsheet would run as a formula gets an apostrophe in front (CWE-1236).
 */
export function toTable(attributes: readonly Attribute[]): string {
  const lines = attributes.flatMap(({ name, values }) =>
    (values.length === 0 ? [''] : values).map((value) => [name, value]),
  );
  return lines.map((cells) => cells.map(toCell).join('\t')).join('\n');
}

function toCell(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
