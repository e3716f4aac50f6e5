/** How a page sends its form by itself; null where it waits for a click. */
export function submitWay(html: string): readonly ('element' | 'attribute')[] | null {
  const isAttribute = /<body[^>]{0,500}\sonload\s*=[^>]{0,200}submit/i.test(html);
  const isElement = /<script(?![^>]{0,300}\ssrc)[^>]{0,300}>[^<]{0,2000}\.submit\b/i.test(html);
  if (!isAttribute && !isElement) return null;
  return [...(isAttribute ? (['attribute'] as const) : []), ...(isElement ? (['element'] as const) : [])];
}
