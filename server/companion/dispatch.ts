import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** One application and the first path segment that is its own. */
export interface Mount {
  readonly prefix: string;
  readonly handle: RequestListener;
}

/**
 * Gives each request to the application of its first path segment, or to `root`. A prefix in the wrong case is
 * sent to the right one with the same method and body (308): cookies know paths by their exact case.
 */
export function dispatch(mounts: readonly Mount[], root: RequestListener): RequestListener {
  const byPrefix = new Map(mounts.map((mount) => [mount.prefix, mount]));
  return (request, response) => {
    const url = request.url ?? '/';
    const segment = /^\/([^/?#]*)/.exec(url)?.[1] ?? '';
    const exact = byPrefix.get(segment);
    if (exact && url === `/${segment}`) return redirect(response, `/${segment}/`);
    if (exact) return exact.handle(request, response);
    const folded = byPrefix.get(segment.toLowerCase());
    if (folded) return redirect(response, `/${folded.prefix}${restOf(url, segment)}`);
    return root(request, response);
  };
}

function restOf(url: string, segment: string): string {
  return url.slice(segment.length + 1) || '/';
}

function redirect(response: ServerResponse<IncomingMessage>, location: string): void {
  response.writeHead(308, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 });
  response.end();
}
