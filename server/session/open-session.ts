import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { keepToLimit } from './keep-to-limit.ts';

/**
 * Begins a session under a new key; whatever key the browser came with is revoked (session fixation). Of a user who now
 * has more than the connection allows, the oldest end.
 */
export async function openSession(ctx: Context, service: Service, login: LoginSession): Promise<void> {
  ctx['session'] = { login, lastSeenAt: service.clock() };
  await ctx['session'].regenerate();
  await keepToLimit(service, login);
}
