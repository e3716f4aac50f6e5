import type Koa from 'koa';
import { createSession } from 'koa-session';
import type { Service } from '#server/connection/service.ts';
import { koaStore } from './koa-store.ts';

/** Attributes of every cookie of a connection. Lax: it comes along when an IdP sends the browser back by GET. */
export function cookieOptions({ url }: Service, path: string) {
  return {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.startsWith('https:'),
    overwrite: true,
    signed: false,
  } as const;
}

/**
 * Sessions of one connection: the cookie is a random key and nothing else, the session is in our store.
 * The cookie ends with the browser; the limits of time are the store's.
 */
export function useSessions(app: Koa, service: Service): void {
  const options = {
    ...cookieOptions(service, service.base),
    key: service.settings.cookie,
    maxAge: 'session' as const,
    genid: service.random,
    store: koaStore(service),
  };
  app.use(createSession(options, app));
}
