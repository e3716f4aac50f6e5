import Router from '@koa/router';
import type Koa from 'koa';
import type { AdminEnvironment } from '#server/admin/administrator.ts';
import { demandAdministrator } from '#server/admin/admit.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { baseApp } from '#server/web/base-app.ts';
import { answerApiErrors } from './answer-api-errors.ts';

/** Adds the calls of one matter to the API; their paths begin behind `/api`. */
export type AddCalls = (router: Router) => void;

/** Which calls there are. */
export interface ApiCalls {
  /** For everybody: public by nature. */
  readonly open: readonly AddCalls[];
  /** For the administrator alone: `actorOf` says who that is. */
  readonly administration: readonly AddCalls[];
}

/**
 * Everything below `/api`: an application of its own, whose answers are JSON, errors too. A call for the administrator
 * is let through with the token or a console session (`server/admin/admit.ts`), and no answer is ever stored on its way.
 */
export function apiApp(environment: AdminEnvironment, { open, administration }: ApiCalls): Koa {
  const app = baseApp(environment);
  app.use(answerApiErrors(environment.log));
  const [forAll, forAdministrator] = [routerOf(open), routerOf(administration)];
  for (const router of [forAll, forAdministrator]) app.use(answerMethods(router, () => false));
  app.use(forAll.routes());
  app.use(demandAdministrator(environment));
  app.use(forAdministrator.routes());
  return app;
}

function routerOf(calls: readonly AddCalls[]): Router {
  const router = new Router({ prefix: '/api', strict: true, sensitive: true });
  for (const add of calls) add(router);
  return router;
}
