import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { logoutUrl } from '#server/logout/logout-token.ts';
import { pageSession } from '#server/logout/warns-before.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { type CurrentSession, requireSession } from '#server/session/load-session.ts';
import { type UserAttributes, userAttributesOf } from '#server/session/user-attributes.ts';
import { decideAccess, type RequestEnvironment, type StreamAccess, toRuleUser } from './decide-access.ts';
import { explainStreams } from './explain-streams.ts';
import { hubPage } from './hub-page.ts';

/** `GET /{prefix}/`: the hub of whoever is logged in. */
export function showHub(service: Service): Middleware {
  return async (ctx) => {
    const session = requireSession(ctx);
    const { base } = service;
    const kept = await userAttributesOf(service, session.login);
    const access = accessOf(ctx, service, session, kept);
    const explained = explainStreams(service, access, { login: session.login, environment: environmentOf(ctx), kept });
    sendPage(
      ctx,
      200,
      hubPage({
        ...{ base, session, access: explained, now: service.clock(), logoutUrl: logoutUrl(service, session) },
        kept,
        hasReport: service.settings.reportDays > 0,
        watched: pageSession(service, session),
      }),
    );
  };
}

/** What the rules of this connection open to a session, with what is kept with its user. */
export function accessOf(
  ctx: Context,
  { settings }: Service,
  { login }: CurrentSession,
  kept: UserAttributes | null,
): readonly StreamAccess[] {
  const user = toRuleUser(login, environmentOf(ctx), kept);
  return decideAccess(settings.rules, settings.streams, user);
}

function environmentOf({ ip, secure }: Pick<Context, 'ip' | 'secure'>): RequestEnvironment {
  return { ip, secureRequest: secure };
}
