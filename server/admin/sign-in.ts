import type { Middleware } from 'koa';
import * as v from 'valibot';
import { record } from '#server/audit/record.ts';
import { isSecretOf } from '#server/crypto/is-secret-of.ts';
import { readJsonBody } from '#server/web/read-body.ts';
import { CONSOLE_LOGIN, type ConsoleSession } from '#shared/api/console-session.ts';
import { AdminError } from './admin-error.ts';
import type { AdminEnvironment } from './administrator.ts';
import { wrongCredential } from './admit.ts';
import { openConsoleSession } from './console-session.ts';
import { demandOwnRequest } from './own-request.ts';

const MAX_BODY = 4096;

/** `POST /console/login`: exchanges the administrator's token for a console session. */
export function signIn(environment: AdminEnvironment): Middleware {
  return async (ctx) => {
    demandOwnRequest(ctx, environment.url);
    const login = v.safeParse(CONSOLE_LOGIN, await readJsonBody(ctx, MAX_BODY));
    if (!login.success || login.output.token === '') throw new AdminError('credential-missing');
    if (!isSecretOf(environment.administrator.tokenHash, login.output.token)) {
      throw await wrongCredential(ctx, environment);
    }
    const { name, expiresAt } = await openConsoleSession(ctx, environment, { by: 'token' });
    await record(environment, { actor: { kind: 'console', name }, action: 'console-signed-in', subject: name });
    ctx.body = { name, expiresAt } satisfies ConsoleSession;
  };
}
