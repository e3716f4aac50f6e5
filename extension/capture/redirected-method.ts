/**
 * The method of the request that follows a redirect (fetch 4.4, HTTP-redirect fetch): a 301 or 302 turns POST
 * into GET, a 303 turns everything but HEAD into GET, a 307 or 308 changes nothing. Browsers' extension APIs
 * go on naming the old method, so it is worked out here.
 */
export function redirectedMethod(method: string, status: number | null): string {
  if (status === 303) return method === 'HEAD' ? method : 'GET';
  if ((status === 301 || status === 302) && method === 'POST') return 'GET';
  return method;
}
