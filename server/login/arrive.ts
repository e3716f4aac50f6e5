import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { openSession } from '#server/session/open-session.ts';
import { userName } from '#server/session/user-name.ts';
import { takeArrival } from './arrival.ts';
import { isBrowser } from './browser-secret.ts';
import { arrivalOver, loggedOutMeanwhile, otherBrowser } from './refuse-login.ts';

/**
 * `GET /{prefix}/saml/arrive?token=`: the second step of a login. The token works once; the browser must be the
 * one that asked, so that nobody can log somebody else in with a response of their own (login CSRF), and no
 * response can be used in another session. Then the session begins, under a new key.
 */
export function arrive(service: Service): Middleware {
  return async (ctx) => {
    const { clock, log, settings } = service;
    const taken = await takeArrival(service, ctx.URL.searchParams.get('token') ?? '');
    if (taken === null) throw arrivalOver(service);
    const { returnTo, browser } = taken.arrival;
    if (browser !== null && !isBrowser(ctx, service, browser)) throw otherBrowser(service);
    const { login } = taken;
    if (login === null) throw loggedOutMeanwhile(service);
    await openSession(ctx, login, clock());
    const attributes = login.attributes.map(({ name }) => name);
    log.info('login', { connection: settings.prefix, user: userName(login), idp: login.idp, attributes });
    ctx.status = 303;
    ctx.redirect(returnTo);
  };
}
