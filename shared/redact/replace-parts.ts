/**
 * Replaces what an expression (with the flag g) finds, and lets `rest` rework what lies between, `''` never.
 * Neither sees what the other made.
 */
export function replaceParts(
  text: string,
  wanted: RegExp,
  replace: (found: string) => string,
  rest: (between: string) => string,
): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(wanted)) {
    if (match.index > from) parts.push(rest(text.slice(from, match.index)));
    parts.push(replace(match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(rest(text.slice(from)));
  return parts.join('');
}
