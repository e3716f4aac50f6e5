import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { logoutUrl } from '#server/logout/logout-token.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { type CurrentSession, requireSession } from '#server/session/load-session.ts';
import { userAttributesOf } from '#server/session/user-attributes.ts';
import { userName } from '#server/session/user-name.ts';
import { Refusal } from '#server/web/refusal.ts';
import { appPage } from './app-page.ts';
import type { AppAccess } from './decide-access.ts';
import { accessOf } from './show-hub.ts';

/** `GET /{prefix}/app/{id}`: opens only if a rule allows it; an app that is not there and one that is closed look different only in the log. */
export function showApp(service: Service): Middleware<{ params: { id: string } }> {
  return async (ctx) => {
    const session = requireSession(ctx);
    const id = String(ctx['params']?.['id'] ?? '');
    const app = accessOf(ctx, service, session, await userAttributesOf(service, session.login))
      .flatMap(({ apps }) => apps)
      .find((candidate) => candidate.id === id);
    if (!app?.decision.allowed) throw closed(service, session, app);
    sendPage(ctx, 200, appPage(service.base, session, app, logoutUrl(service, session)));
  };
}

function closed({ base, settings }: Service, { login }: CurrentSession, app: AppAccess | undefined): Refusal {
  const carried = login.attributes.flatMap(({ name, values }) => values.map(({ value }) => `${name} = ${value}`));
  return new Refusal(
    {
      status: 403,
      code: 'app-closed',
      title: 'This app is not open to you',
      explanation: 'There is no such app, or no rule opens it with the session attributes that you have.',
      facts: [
        { label: 'You are', values: [userName(login)] },
        { label: 'Your session attributes', values: carried },
        {
          label: 'Rules that were asked',
          values: settings.rules.map(({ name, condition }) => `${name}: ${condition || 'everyone'}`),
        },
      ],
      fix: 'If you should have it, give this page to whoever keeps the rules or your groups: an attribute that a rule asks for is missing, or is spelled differently.',
      steps: [{ label: 'Back to the hub', href: `${base}/` }],
    },
    { connection: settings.prefix, user: userName(login), reason: app ? 'no rule' : 'no such app' },
  );
}
