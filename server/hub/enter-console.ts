import type { Middleware } from 'koa';
import { openConsoleSession } from '#server/admin/console-session.ts';
import { record } from '#server/audit/record.ts';
import type { ConsoleLogin } from '#server/config/config.ts';
import type { Service } from '#server/connection/service.ts';
import { requireSession } from '#server/session/load-session.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { Refusal } from '#server/web/refusal.ts';
import { mayAdministrate } from './may-view-as.ts';

/**
 * `GET /{prefix}/console`: opens the console to a user whose login the configured condition allows
 * (`mayAdministrate`).
 */
export function enterConsole(service: Service, consoleLogin: () => ConsoleLogin | null): Middleware {
  return async (ctx) => {
    const { key, login } = requireSession(ctx);
    if (!mayAdministrate(ctx, service, login, consoleLogin())) throw notAllowed(service, login);
    const name = userName(login);
    const endsAt = login.loggedInAt + service.settings.sessionLifetime;
    await openConsoleSession(ctx, service, { by: 'login', name, session: key, endsAt });
    const facts = { connection: service.settings.prefix };
    await record(service, { actor: { kind: 'console', name }, action: 'console-signed-in', subject: name, facts });
    ctx.redirect('/console/');
  };
}

function notAllowed({ base, settings }: Service, login: LoginSession): Refusal {
  return new Refusal(
    {
      status: 403,
      code: 'console-not-allowed',
      owner: 'sp',
      title: 'The console is not open to you',
      explanation: 'Your login here is not one that the configuration lets into the console.',
      fix: 'Somebody who has the administrator’s token can sign in with it, or widen `console` in the configuration.',
      steps: [
        { label: 'Sign in with the token', href: '/console/' },
        { label: 'Back to the hub', href: `${base}/` },
      ],
    },
    { connection: settings.prefix, user: userName(login) },
  );
}
