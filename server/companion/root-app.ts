import Router from '@koa/router';
import type Koa from 'koa';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import type { CompanionEnvironment, Service } from '#server/connection/service.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { COMPANION } from '#server/pages/site.ts';
import { answerErrors } from '#server/web/answer-errors.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { answerPageFiles } from '#server/web/answer-page-files.ts';
import { baseApp } from '#server/web/base-app.ts';
import { refuseUnusable } from './refuse-unusable.ts';
import { serveInspector } from './serve-inspector.ts';
import { type ConnectionCard, startPage } from './start-page.ts';

/** What the root application serves besides the connections. */
export interface RootParts {
  readonly registry: ConnectionRegistry;
  /** Where the test IdP is, if there is one. */
  readonly idpUrl: string | null;
  readonly inspectorFolder: string;
}

/** Everything that belongs to no connection. */
export function rootApp(surroundings: CompanionEnvironment, parts: RootParts): Koa {
  const app = baseApp(surroundings);
  app.use(answerErrors({ log: surroundings.log, site: COMPANION, home: { label: 'Start page', href: '/' } }));
  app.use(serveInspector(parts.inspectorFolder));
  app.use(refuseUnusable(parts.registry));
  const routes = routesOf(parts);
  app.use(answerMethods(routes, () => false));
  app.use(routes.routes());
  return app;
}

function routesOf({ registry, idpUrl }: RootParts): Router {
  const router = new Router({ sensitive: true });
  router.get('/', (ctx) => sendPage(ctx, 200, startPage(registry.services().map(cardOf), idpUrl)));
  answerPageFiles(router);
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  return router;
}

function cardOf({ base, settings }: Service): ConnectionCard {
  return { base, description: settings.description, idp: settings.connection.idp?.entityId ?? null };
}
