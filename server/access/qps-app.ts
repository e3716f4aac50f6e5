import Router from '@koa/router';
import type Koa from 'koa';
import type { Context, Middleware } from 'koa';
import { demandClient } from '#server/admin/admit.ts';
import { answerApiErrors } from '#server/api/answer-api-errors.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import type { Service } from '#server/connection/service.ts';
import type { Seal } from '#server/crypto/seal.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { baseApp } from '#server/web/base-app.ts';
import { AccessError } from './access-error.ts';
import { accessStatusOf } from './access-status.ts';
import { demandXrfkey } from './demand-xrfkey.ts';
import { endSession, endSessionsOfUser } from './end-by-call.ts';
import { makeSession } from './make-session.ts';
import { makeTicket } from './make-ticket.ts';
import { showDescription } from './show-description.ts';
import { listSessions, tellSession } from './tell-sessions.ts';

/**
 * Everything below `/qps`: Qlik's proxy API, for servers. Who calls says so by a key or a certificate before anything
 * else is looked at, and no cookie is: a browser's session reaches nothing here. Answers are JSON, errors too.
 *
 * @param seal of the IDs of sessions that are made by call
 */
export function qpsApp(registry: ConnectionRegistry, seal: Seal): Koa {
  const { environment } = registry;
  const app = baseApp(environment);
  app.use(answerApiErrors(environment.log, accessStatusOf));
  const router = routesOf(registry, seal);
  app.use(answerMethods(router, () => false));
  app.use(showDescription);
  app.use(demandClient(environment));
  app.use(demandXrfkey);
  app.use(router.routes());
  return app;
}

function routesOf(registry: ConnectionRegistry, seal: Seal): Router {
  const router = new Router({ prefix: '/qps', strict: true, sensitive: true });
  const on = (answer: (ctx: Context, service: Service) => Promise<void>): Middleware => {
    return (ctx) => answer(ctx, serviceOf(registry, param(ctx, 'prefix')));
  };
  router.post('/:prefix/ticket', on(makeTicket));
  router.post(
    '/:prefix/session',
    on((ctx, service) => makeSession(ctx, service, seal)),
  );
  router.get(
    '/:prefix/session',
    on((ctx, service) => listSessions(ctx, service, { connection: service.settings.prefix }, seal)),
  );
  router.get(
    '/:prefix/session/:id',
    on((ctx, service) => tellSession(ctx, service, param(ctx, 'id'), seal)),
  );
  router.delete(
    '/:prefix/session/:id',
    on((ctx, service) => endSession(ctx, service, param(ctx, 'id'), seal)),
  );
  router.get(
    '/:prefix/user/:directory/:id',
    on((ctx, service) => listSessions(ctx, service, { connection: service.settings.prefix, user: userOf(ctx) }, seal)),
  );
  router.delete(
    '/:prefix/user/:directory/:id',
    on((ctx, service) => endSessionsOfUser(ctx, service, userOf(ctx), seal)),
  );
  return router;
}

/** The connection of a call; its prefix in any case, because no cookie depends on it here. */
function serviceOf(registry: ConnectionRegistry, prefix: string): Service {
  const found = registry.find(prefix.toLowerCase());
  if (found === null) throw new AccessError('prefix-unknown', { prefix });
  if (found.service === null) throw new AccessError('prefix-resting', { prefix });
  return found.service;
}

/** The same names as were sent in `POST .../ticket`: trimmed as there. */
function userOf(ctx: Context): { readonly userDirectory: string; readonly userId: string } {
  return { userDirectory: param(ctx, 'directory').trim(), userId: param(ctx, 'id').trim() };
}

function param(ctx: Context, name: string): string {
  return String(ctx['params']?.[name] ?? '');
}
