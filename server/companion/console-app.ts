import Router from '@koa/router';
import type Koa from 'koa';
import type { AdminEnvironment } from '#server/admin/administrator.ts';
import { signIn } from '#server/admin/sign-in.ts';
import { answerApiErrors } from '#server/api/answer-api-errors.ts';
import { COMPANION } from '#server/pages/site.ts';
import { answerErrors } from '#server/web/answer-errors.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { baseApp } from '#server/web/base-app.ts';
import { serveConsole } from './serve-console.ts';

/**
 * Everything below `/console`: the page, and how somebody signs in to it.
 * @param folder where the page was built
 */
export function consoleApp(environment: AdminEnvironment, folder: string): Koa {
  const { log } = environment;
  const app = baseApp(environment);
  app.use(answerErrors({ log, site: COMPANION, home: { label: 'Start page', href: '/' } }));
  const router = new Router({ prefix: '/console', strict: true, sensitive: true });
  router.post('/login', answerApiErrors(log), signIn(environment));
  app.use(answerMethods(router, () => false));
  app.use(router.routes());
  app.use(serveConsole(folder));
  return app;
}
