import type { AdminEnvironment } from '#server/admin/administrator.ts';
import { actorOf } from '#server/admin/admit.ts';
import { makeClientKey, revokeClientKey } from '#server/admin/client-keys.ts';
import { NEW_CLIENT_KEY } from '#shared/api/client-keys.ts';
import type { AddCalls } from './api-app.ts';
import { readInput } from './read-input.ts';

/** `/api/client-keys`: keys of QPS clients, made (shown once), listed and revoked. */
export function clientKeyCalls(environment: AdminEnvironment): AddCalls {
  return (router) => {
    router.get('/client-keys', async (ctx) => {
      ctx.body = { keys: await environment.store.listClientKeys() };
    });
    router.post('/client-keys', async (ctx) => {
      const { name } = await readInput(ctx, NEW_CLIENT_KEY);
      ctx.status = 201;
      ctx.body = await makeClientKey(environment, actorOf(ctx), name);
    });
    router.delete('/client-keys/:id', async (ctx) => {
      await revokeClientKey(environment, actorOf(ctx), ctx.params['id'] ?? '');
      ctx.status = 204;
    });
  };
}
