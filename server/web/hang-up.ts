/** What Node says when the other side of a connection is gone, or has sent what is no HTTP and was cut off. */
const CODES: readonly string[] = [
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ERR_HTTP_REQUEST_TIMEOUT',
];

/** Whether an error says that the client is gone: no defect of ours, and nobody is left to answer. */
export function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CODES.includes(code) || code.startsWith('HPE_');
}

/** Says so where Node does not: somebody waited for more of a request whose connection is closed. */
export function hungUp(): Error {
  return Object.assign(new Error('the connection was closed before the request had ended'), { code: 'ECONNRESET' });
}
