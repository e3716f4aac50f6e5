import type { Exchange } from './exchange.ts';

/** The value of a cookie that a request carries; null where it carries none of that name. To be compared, never shown. */
export function cookieValue({ requestHeaders }: Exchange, name: string): string | null {
  const pairs = requestHeaders
    .filter((header) => header.name.toLowerCase() === 'cookie')
    .flatMap(({ value }) => value.split(';'));
  return valueIn(pairs, name);
}

/** The value that a response gives a cookie; null where it sets none of that name. To be compared, never shown. */
export function setCookieValue({ responseHeaders }: Exchange, name: string): string | null {
  const lines = responseHeaders
    .filter((header) => header.name.toLowerCase() === 'set-cookie')
    .flatMap(({ value }) => value.split('\n'));
  return valueIn(
    lines.map((line) => line.split(';', 1)[0] ?? ''),
    name,
  );
}

function valueIn(pairs: readonly string[], name: string): string | null {
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at !== -1 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
