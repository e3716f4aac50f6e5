import Router from '@koa/router';
import type Koa from 'koa';
import type { CompanionEnvironment, Service } from '#server/connection/service.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { COMPANION } from '#server/pages/site.ts';
import { answerErrors } from '#server/web/answer-errors.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { answerPageFiles } from '#server/web/answer-page-files.ts';
import { baseApp } from '#server/web/base-app.ts';
import { serveInspector } from './serve-inspector.ts';
import { startPage } from './start-page.ts';

/** What the root application serves besides the connections. */
export interface RootParts {
  readonly services: readonly Service[];
  /** Where the test IdP is, if there is one. */
  readonly idpUrl: string | null;
  readonly inspectorFolder: string;
}

/** Everything that belongs to no connection. */
export function rootApp(surroundings: CompanionEnvironment, parts: RootParts): Koa {
  const app = baseApp(surroundings);
  app.use(answerErrors({ log: surroundings.log, site: COMPANION, home: { label: 'Start page', href: '/' } }));
  app.use(serveInspector(parts.inspectorFolder));
  const routes = routesOf(parts);
  app.use(answerMethods(routes, () => false));
  app.use(routes.routes());
  return app;
}

function routesOf({ services, idpUrl }: RootParts): Router {
  const cards = services.map(({ base, settings }) => {
    return { base, description: settings.description, idp: settings.connection.idp.entityId };
  });
  const router = new Router({ sensitive: true });
  router.get('/', (ctx) => sendPage(ctx, 200, startPage(cards, idpUrl)));
  answerPageFiles(router);
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  return router;
}
