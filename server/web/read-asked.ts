import type { IncomingMessage } from 'node:http';

/** What a request asks for. */
export interface Asked {
  /** In origin-form, with the very octets of the query; `*` for an OPTIONS of the server as a whole. */
  readonly target: string;
  readonly host: string;
}

/** Why a request asks for nothing that can be named. */
export interface NotAsked {
  readonly code: 'host-missing' | 'host-repeated' | 'host-malformed' | 'target-malformed';
  readonly words: string;
}

type Head = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headersDistinct'>;

/** Asked by monitors and load balancers, which name no host or any. */
const HEALTH = '/healthz';

/** Stands in where no host is named and none is needed: no address of ours is ever made from it. */
const NO_HOST = 'localhost';

/** RFC 3986 3.2.2 and 3.2.3, without user information (RFC 9110 4.2.4). What is longer is no name (RFC 1035 2.3.4). */
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._~!$&'()*+,;=%-]+)(?::\d{0,5})?$/i;
const MAX_AUTHORITY = 262;

/** Printable ASCII but `#`, which no request may send (RFC 9112 3.2). */
const TARGET = /^[!"$-~]+$/;
const ABSOLUTE = /^https?:\/\/([^/?]*)(.*)$/i;

/**
 * Reads the target of a request and its Host (RFC 9112 3.2): one Host that names a host, which HTTP/1.0 may leave out;
 * an absolute URL counts as its path, and its host instead of Host. A path must be percent-encoded UTF-8 without
 * controls. Everything behind may then build URLs from them without looking again.
 */
export function readAsked(request: Head): Asked | NotAsked {
  const written = request.url ?? '';
  const absolute = ABSOLUTE.exec(written);
  const target = absolute === null ? written : toOrigin(absolute[2] ?? '', request.method);
  if (!isTarget(target, request.method)) return badTarget();
  const host = absolute === null ? hostOf(request) : readHost(absolute[1] ?? '');
  if (typeof host === 'string') return { target, host };
  if (isHealth({ target, host: '' })) return { target, host: NO_HOST };
  return absolute === null ? host : badTarget();
}

/** Whether it is asked by a monitor, whom nobody else may keep waiting. */
export function isHealth({ target }: Asked): boolean {
  return pathOf(target) === HEALTH;
}

/** RFC 9112 3.2.4: an OPTIONS of a URL without path and query means the server. */
function toOrigin(rest: string, method: string | undefined): string {
  if (rest === '' && method === 'OPTIONS') return '*';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function isTarget(target: string, method: string | undefined): boolean {
  if (target === '*') return method === 'OPTIONS';
  return target.startsWith('/') && TARGET.test(target) && isPath(pathOf(target));
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

function isPath(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

function hostOf({ headersDistinct, httpVersion }: Head): string | NotAsked {
  const [host, another] = headersDistinct['host'] ?? [];
  if (another !== undefined) return { code: 'host-repeated', words: 'The request has more than one Host.' };
  if (host === undefined && httpVersion === '1.0') return NO_HOST;
  return host ? readHost(host) : { code: 'host-missing', words: 'The request names no Host.' };
}

function readHost(host: string): string | NotAsked {
  const isHost = host.length <= MAX_AUTHORITY && AUTHORITY.test(host) && URL.canParse(`http://${host}/`);
  return isHost ? host : { code: 'host-malformed', words: 'The Host of the request is neither a name nor an address.' };
}

function badTarget(): NotAsked {
  return { code: 'target-malformed', words: 'The request does not ask for a path or an http URL that can be read.' };
}
