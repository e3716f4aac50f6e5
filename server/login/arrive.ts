import type { Context, Middleware } from 'koa';
import { noteArrival } from '#server/attempts/keep-attempt.ts';
import { underway } from '#server/attempts/report-refusal.ts';
import type { Service } from '#server/connection/service.ts';
import { openSession } from '#server/session/open-session.ts';
import { keepUserAttributes } from '#server/session/user-attributes.ts';
import { userName } from '#server/session/user-name.ts';
import { issuerOf } from '#server/store/login-session.ts';
import { type Arrival, findArrival, takeArrival } from './arrival.ts';
import { askToReplace, wouldReplace } from './ask-to-replace.ts';
import { isItsBrowser } from './browser-secret.ts';
import { takeDestination } from './destination-cookies.ts';
import { arrivalOver, loggedOutMeanwhile, otherBrowser } from './refuse-login.ts';

/**
 * `GET /{prefix}/saml/arrive?token=`: the second step of a login. The token works once; the browser must be the
 * one that asked, so that nobody can log somebody else in with a response of their own (login CSRF), and no
 * response can be used in another session. Where nobody asked, it must be the one that brought the response, and a
 * session of somebody else is not replaced without a question. Then the session begins, under a new key.
 */
export function arrive(service: Service): Middleware {
  return async (ctx) => {
    const { log, settings } = service;
    const token = ctx.URL.searchParams.get('token') ?? '';
    const found = await findArrival(service, token);
    if (found !== null && wouldReplace(ctx, service, found)) return askToReplace(ctx, service, token, found);
    const taken = await takeArrival(service, token);
    if (taken === null) throw arrivalOver(service);
    const { arrival, login } = taken;
    const { reference } = arrival;
    underway(ctx).reference = reference;
    if (login === null) throw loggedOutMeanwhile(service);
    if (!isItsBrowser(ctx, service, arrival)) throw otherBrowser(service);
    await openSession(ctx, service, login);
    await keepUserAttributes(service, login);
    const attributes = login.attributes.map(({ name }) => name);
    const unsolicited = login.origin.way === 'saml' && login.origin.unsolicited;
    const idp = issuerOf(login);
    log.info('login', {
      connection: settings.prefix,
      user: userName(login),
      idp,
      unsolicited,
      attributes,
      ...(reference === null ? {} : { reference }),
    });
    const destination = destinationOf(ctx, service, arrival);
    if (reference !== null) await noteArrival(service, reference, destination);
    ctx.status = 303;
    ctx.redirect(destination);
  };
}

/** Where the user asked to go, as this browser remembers it; where nobody asked, where the response leads. */
function destinationOf(ctx: Context, service: Service, { asked, brought }: Arrival): string {
  const wanted = asked === null ? brought?.returnTo : takeDestination(ctx, service, asked.nonce);
  return wanted ?? `${service.base}/`;
}
