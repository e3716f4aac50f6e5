/** The part of a URI that says something: behind its last `#`, `:` or `/` (`Success`, `rsa-sha256`, `emailAddress`). */
export function shortUri(uri: string): string {
  const tail = uri
    .replace(/[:#/]+$/, '')
    .split(/[:#/]/)
    .at(-1);
  return tail === undefined || tail === '' ? uri : tail;
}
