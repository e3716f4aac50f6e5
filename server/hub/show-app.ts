import type { Middleware } from 'koa';
import type { ConsoleLogin } from '#server/config/config.ts';
import type { Service } from '#server/connection/service.ts';
import { logoutUrl } from '#server/logout/logout-token.ts';
import { pageSession } from '#server/logout/warns-before.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { readDataPart } from './app-data-part.ts';
import { appPage } from './app-page.ts';
import { mayViewAs } from './may-view-as.ts';
import { openApp, rulesFor } from './open-app.ts';

/** `GET /{prefix}/app/{id}`: what its session sees of an app, and why. */
export function showApp(
  service: Service,
  consoleLogin: () => ConsoleLogin | null,
): Middleware<{ params: { id: string } }> {
  return async (ctx) => {
    const opened = await openApp(ctx, service);
    const { session, reading } = opened;
    const page = appPage({
      ...opened,
      base: service.base,
      data: reading === null ? null : await readDataPart(reading),
      mayExport: rulesFor('exportData', service, opened).length > 0,
      mayViewAs: mayViewAs(ctx, service, session.login, reading?.app ?? null, consoleLogin()),
      logoutUrl: logoutUrl(service, session),
    });
    sendPage(ctx, 200, { ...page, session: pageSession(service, session) });
  };
}
