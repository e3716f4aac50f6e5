import Router from '@koa/router';
import type Koa from 'koa';
import type { AdminEnvironment } from '#server/admin/administrator.ts';
import { signIn } from '#server/admin/sign-in.ts';
import { answerApiErrors } from '#server/api/answer-api-errors.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { baseApp } from '#server/web/base-app.ts';

/** Everything below `/console`: how somebody signs in to it. */
export function consoleApp(environment: AdminEnvironment): Koa {
  const app = baseApp(environment);
  app.use(answerApiErrors(environment.log));
  const router = new Router({ prefix: '/console', strict: true, sensitive: true });
  router.post('/login', signIn(environment));
  app.use(answerMethods(router, () => false));
  app.use(router.routes());
  return app;
}
