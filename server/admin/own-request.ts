import type { Context } from 'koa';
import { CONSOLE_HEADER } from '#shared/api/console-session.ts';
import { AdminError } from './admin-error.ts';

/**
 * Lets through only what the console's own page sends. A browser sends the cookie of a console session by itself, so a
 * request that changes something must have what another site's page cannot give it: the console's header (a form cannot
 * set one, a script must ask by CORS first, which nobody answers) and our own Origin.
 *
 * @param url the companion's address as browsers see it
 * @throws WorkbenchError `request-foreign`
 */
export function demandOwnRequest(ctx: Context, url: string): void {
  const isOurs = ctx.get(CONSOLE_HEADER.name) === CONSOLE_HEADER.value && ctx.get('Origin') === new URL(url).origin;
  if (!isOurs) throw new AdminError('request-foreign', { url: `${url}/console/` });
}
