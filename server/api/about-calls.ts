import { findConsoleSession } from '#server/admin/console-session.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import type { About, ConsoleEntry } from '#shared/api/about.ts';
import type { AddCalls } from './api-app.ts';

/** What does not change while the companion runs. */
export type FixedAbout = Omit<About, 'now' | 'consoleLogin'>;

/** `GET /api/about`: what the companion says of itself. */
export function aboutCalls(registry: ConnectionRegistry, fixed: FixedAbout): AddCalls {
  return (router) => {
    router.get('/about', (ctx) => {
      const login = registry.consoleLogin;
      const consoleLogin = login && { connection: login.connection, condition: login.condition };
      ctx.body = { ...fixed, now: registry.environment.clock(), consoleLogin } satisfies About;
    });
  };
}

/** `GET /api/console-entry`, for everybody: whether one is in the console, and where one logs in to it without the token. */
export function consoleEntryCalls(registry: ConnectionRegistry): AddCalls {
  return (router) => {
    router.get('/console-entry', async (ctx) => {
      const session = await findConsoleSession(ctx, registry.environment);
      const connection = registry.consoleLogin?.connection ?? null;
      const isThere = connection !== null && registry.find(connection)?.service != null;
      ctx.body = {
        loginPath: isThere ? `/${connection}/console` : null,
        session: session && { name: session.name, expiresAt: session.expiresAt },
      } satisfies ConsoleEntry;
    });
  };
}
