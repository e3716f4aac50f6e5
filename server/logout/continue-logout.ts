import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { carryLogout } from './carry-logout.ts';
import { findLogout } from './move-logout.ts';
import { forgottenLogout } from './refuse-logout.ts';

/**
 * `GET /{prefix}/logout/continue?id=`: where a page goes whose session has ended. The first that comes carries the
 * question to the identity provider; all others, and this one when it is back, are shown what is known.
 */
export function continueLogout(service: Service): Middleware {
  return async (ctx) => {
    const logout = await findLogout(service, ctx.URL.searchParams.get('id') ?? '');
    if (logout === null || logout.connection !== service.settings.prefix) throw forgottenLogout(service);
    await carryLogout(ctx, service, logout);
  };
}
