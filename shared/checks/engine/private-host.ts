/** Names and addresses that lead to the machine itself (RFC 6761 6.3). */
const HERE = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)$/;
/** Addresses of private networks (RFC 1918, 3927, 4193, 4291) and names that no public directory has (RFC 6762, 8375). */
const INSIDE =
  /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|169\.254(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[f[cd][0-9a-f]{2}:.*\]|\[fe[89ab][0-9a-f]:.*\]|.*\.(?:local|internal|intranet|lan|corp|home\.arpa))$/;

/**
 * Where the host of an address is, if it is no public one: on the very machine (`here`), or in a network of its own
 * (`inside`), as one of a name without a dot. Null for a public host, and for what is no URL.
 */
export function privateHost(url: string): 'here' | 'inside' | null {
  const host = URL.parse(url)?.hostname.replace(/\.$/, '') ?? '';
  if (host === '') return null;
  if (HERE.test(host)) return 'here';
  return INSIDE.test(host) || !/[.:]/.test(host) ? 'inside' : null;
}
