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
