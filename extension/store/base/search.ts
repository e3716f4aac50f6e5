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
