/** Characters: a connection with some metadata written in it. */
const LONGEST = 4_000_000;

/** Whether a text is a connection file, in YAML or JSON: both sides have a key of their own at its top. */
export function isConnectionText(text: string): boolean {
  if (text.length > LONGEST) return false;
  const has = (side: string) => new RegExp(`^["']?${side}["']?[ \\t]*:`, 'm').test(text);
  if (has('idp') && has('sp')) return true;
  if (!text.trimStart().startsWith('{') || !/"(?:idp|sp)"\s*:/.test(text)) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'idp' in value && 'sp' in value;
  } catch {
    return false;
  }
}
