/** What QPS calls are about; whatever else stands there may be a session's ID. */
const CALL = /^\/qps\/[^/]*(\/(ticket|session|user)(?=\/|$))?/i;

/**
 * The path of a request as the log may have it: whole, but for QPS calls, in whose paths the IDs of sessions stand, and
 * whoever has one is logged in by it (`/qps/hub/session/…`).
 */
export function loggedPath(path: string): string {
  const known = CALL.exec(path)?.[0];
  if (known === undefined || known.length === path.length) return path;
  return `${/\/(ticket|session|user)$/i.test(known) ? known : '/qps'}/…`;
}
