/** The value of the parameter that is the message, or else of the first one. */
const MESSAGE_VALUE = /(?:^|[?&])(?:SAMLRequest|SAMLResponse)=([^&]*)/;

/** Whether a query or a form body names a message. */
export function namesMessage(query: string): boolean {
  return MESSAGE_VALUE.test(query);
}

/** The message of a query or a form body, still escaped; null where none is named so. */
export function messageValue(query: string): string | null {
  return MESSAGE_VALUE.exec(query)?.[1] ?? null;
}

/** A query and a form body look alike: a deflated message is a query's. */
export function looksDeflated(query: string): boolean {
  const value = messageValue(query);
  return value !== null && !looksLikeMarkup(value);
}

/** Whether a value is markup, or base64 that begins with `<`, possibly behind a byte order mark or white space. */
function looksLikeMarkup(value: string): boolean {
  const start = value
    .slice(0, 64)
    .replaceAll(/%0[AD]|\s/gi, '')
    .replaceAll(/%2F/gi, '/');
  return /^(?:<|%3[Cc]|P[A-P]|77u\/P|\/\/48|\/v8A|Cjw|DQo8|IDw)/.test(start);
}
