import { html } from 'htm/preact';
import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { Page } from '#server/pages/html.ts';
import { nextSteps } from '#server/pages/parts.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { endSessions } from '#server/session/end-sessions.ts';
import { type CurrentSession, currentSession } from '#server/session/load-session.ts';
import { readLogout } from '#server/session/logout-row.ts';
import { userName } from '#server/session/user-name.ts';
import { issuerOf } from '#server/store/login-session.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { carryLogout } from './carry-logout.ts';
import { isOwnNavigation } from './is-own-navigation.ts';
import { logoutUrl } from './logout-token.ts';

/**
 * `GET` or `POST /{prefix}/logout`: ends the session here first, then asks the IdP to end its own
 * (saml-profiles 4.4.3.1), whatever becomes of that.
 */
export function startLogout(service: Service): Middleware {
  return async (ctx) => {
    const session = currentSession(ctx);
    if (session === null) return sendPage(ctx, 200, nobodyPage(service));
    if (!isOwnNavigation(ctx, service, session)) return sendPage(ctx, 200, confirmPage(service, session));
    const logout = await endHere(ctx, service, session);
    if (logout === null) return sendPage(ctx, 200, nobodyPage(service));
    await carryLogout(ctx, service, logout);
  };
}

/**
 * Ends the session of the request at hand: the store's, so that no other request can use it, and the cookie. Where it has
 * ended in this very moment, the logout in which it did; null: that is not known.
 */
export async function endHere(ctx: Context, service: Service, session: CurrentSession): Promise<Logout | null> {
  const { settings, log, store, clock } = service;
  const [logout] = await endSessions(service, [session], { by: 'user' });
  ctx['session'] = null;
  if (logout === undefined) return readLogout(await store.logoutOfSession(session.key, clock()), log);
  const { reference, user } = logout;
  log.info('logout-started', { connection: settings.prefix, user, reference, idp: issuerOf(session.login) });
  return logout;
}

function confirmPage(service: Service, session: CurrentSession): Page {
  return {
    title: 'Log out?',
    user: { name: userName(session.login), logoutUrl: null },
    main: html`
      <p class="lead">Another page sent you here. If you did not mean to log out, go back to the hub.</p>
      ${nextSteps([
        { label: 'Log out', href: logoutUrl(service, session) },
        { label: 'Back to the hub', href: `${service.base}/` },
      ])}
    `,
  };
}

function nobodyPage({ base }: Service): Page {
  return {
    title: 'Nobody is logged in here',
    main: html`
      <p class="lead">There is no session to end in this browser: it has ended already, by logout or by time.</p>
      ${nextSteps([
        { label: 'Log in', href: `${base}/` },
        { label: 'Start page', href: '/' },
      ])}
    `,
  };
}
