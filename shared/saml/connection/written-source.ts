/**
 * Whether what a connection says in place of a file is the text itself: XML or PEM, as somebody pastes it. No path begins
 * like either.
 */
export function isWrittenText(source: string): boolean {
  return /^\s*(?:<|-----BEGIN )/.test(source);
}

/** What words may call it: the path as written, and never a pasted text, which may be a private key. */
export function sourceName(source: string): string {
  return isWrittenText(source) ? 'the text given here' : source;
}
