/** Whether a URL goes unencrypted over a network: http, and not to the very machine (RFC 6761 6.3). */
export function isInsecure(url: string): boolean {
  // Nearly every URL is this one, and to parse it costs more than the rest of a check.
  if (url.startsWith('https://')) return false;
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'http:') return false;
  return !/^(?:localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/.test(parsed.hostname);
}
