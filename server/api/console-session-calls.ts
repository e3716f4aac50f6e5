import type { AdminEnvironment } from '#server/admin/administrator.ts';
import { actorOf } from '#server/admin/admit.ts';
import { closeConsoleSession, findConsoleSession } from '#server/admin/console-session.ts';
import { record } from '#server/audit/record.ts';
import type { ConsoleSession } from '#shared/api/console-session.ts';
import type { AddCalls } from './api-app.ts';

/** `GET /api/console-session` says who is signed in to the console, `DELETE` signs out. */
export function consoleSessionCalls(environment: AdminEnvironment): AddCalls {
  return (router) => {
    router.get('/console-session', async (ctx) => {
      const session = await findConsoleSession(ctx, environment);
      ctx.body = { name: actorOf(ctx).name, expiresAt: session?.expiresAt ?? null } satisfies ConsoleSession;
    });
    router.delete('/console-session', async (ctx) => {
      const actor = actorOf(ctx);
      await closeConsoleSession(ctx, environment);
      await record(environment, { actor, action: 'console-signed-out', subject: actor.name });
      ctx.status = 204;
    });
  };
}
