import type { RequestListener, ServerResponse } from 'node:http';
import { isUnder, setMountPath, underMount } from '#server/pages/mount-path.ts';

/**
 * Lets an application that knows nothing of it be seen below a path, as a proxy puts it there: the path is taken off
 * what is asked for (a proxy may have done so already), and put before Location and the Path of cookies; pages put it
 * before their links (`server/pages`). No header of the request says anything of it.
 *
 * @param path `/portal`, without a slash at the end; empty: the application is at the root
 */
export function behindPath(path: string, listener: RequestListener): RequestListener {
  if (path === '') return listener;
  return (request, response) => {
    const url = request.url ?? '/';
    if (isUnder(path, url)) {
      const rest = url.slice(path.length);
      request.url = rest.startsWith('/') ? rest : `/${rest}`;
    }
    setMountPath(request, path);
    mountHeaders(response, path);
    return listener(request, response);
  };
}

type HeaderValue = Parameters<ServerResponse['setHeader']>[1];

function mountHeaders(response: ServerResponse, path: string): void {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    set(name, mountedValue(name.toLowerCase(), value, path));
    return response;
  };
}

function mountedValue(name: string, value: HeaderValue, path: string): HeaderValue {
  if (name === 'location') return underMount(path, String(value));
  if (name !== 'set-cookie') return value;
  const cookies = Array.isArray(value) ? value : [String(value)];
  return cookies.map((cookie: string) =>
    cookie.replace(/(;\s*path=)([^;]*)/i, (_, before: string, of: string) => `${before}${underMount(path, of)}`),
  );
}
