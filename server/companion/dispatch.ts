import type { RequestListener } from 'node:http';
import { isUnread } from '#server/web/close-unread.ts';

/** One application and the first path segment that is its own. */
export interface Mount {
  readonly prefix: string;
  readonly handle: RequestListener;
}

/**
 * Gives each request to the application that its first path segment has at this moment, or to `root`. A prefix in the wrong case is
 * sent to the right one with the same method and body (308), because cookies know paths by their exact case; so is
 * a prefix without the slash behind it.
 *
 * @param find by prefix in lower case; null: there is none
 * @param headers of every answer that comes from here
 */
export function dispatch(
  find: (prefix: string) => Mount | null,
  root: RequestListener,
  headers: Readonly<Record<string, string>>,
): RequestListener {
  return (request, response) => {
    const url = request.url ?? '/';
    const segment = /^\/([^/?#]*)/.exec(url)?.[1] ?? '';
    const mount = find(segment.toLowerCase());
    if (mount === null) return root(request, response);
    const rest = url.slice(segment.length + 1);
    if (segment === mount.prefix && rest.startsWith('/')) return mount.handle(request, response);
    if (isUnread(request)) response.shouldKeepAlive = false;
    const location = `/${mount.prefix}${rest.startsWith('/') ? '' : '/'}${rest}`;
    response.statusCode = 308;
    for (const [name, value] of Object.entries({ ...headers, Location: location, 'Content-Length': '0' }))
      response.setHeader(name, value);
    response.end();
  };
}
