import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';

const haystacks = new WeakMap<InspectedMessage, string>();

/** Whether a message holds the words, each anywhere: in its XML, URL, RelayState, binding or findings. Case is ignored. */
export function matchesWords(message: InspectedMessage, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const haystack = haystackOf(message);
  return words.every((word) => haystack.includes(word));
}

/** A filter's text as the words that must all be there. */
export function toWords(filter: string): string[] {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

function haystackOf(message: InspectedMessage): string {
  const known = haystacks.get(message);
  if (known !== undefined) return known;
  const { wire, exchange, error } = message;
  const parts = [
    wire?.xml,
    wire?.relayState,
    wire?.binding,
    wire?.parameter,
    exchange?.url,
    exchange?.method,
    error?.message,
  ];
  const codes = message.findings.filter((finding) => finding.outcome !== 'pass').map((finding) => finding.code);
  const haystack = [...parts, ...codes].join('\n').toLowerCase();
  haystacks.set(message, haystack);
  return haystack;
}

/** Where a text stands in another, case ignored: start offsets, at most `limit` of them. Linear. */
export function findAll(text: string, sought: string, limit = 5000): number[] {
  if (sought === '') return [];
  const found: number[] = [];
  const expression = new RegExp(sought.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  for (const match of text.matchAll(expression)) {
    found.push(match.index);
    if (found.length === limit) break;
  }
  return found;
}
