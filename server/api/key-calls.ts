import type { Context } from 'koa';
import { actorOf } from '#server/admin/admit.ts';
import { ConnectionError } from '#server/connection/connection-error.ts';
import type { RegisteredConnection } from '#server/connection/registered-connection.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { rollConnectionKey, tellKeys } from '#server/connection/roll-connection-key.ts';
import { KeyError } from '#server/keys/key-error.ts';
import { KEY_STEP } from '#shared/api/keys.ts';
import type { AddCalls } from './api-app.ts';
import { readInput } from './read-input.ts';

/** `/api/connections/{prefix}/keys`: our keys, their certificates as PEM files, and the steps of a rollover. */
export function keyCalls(registry: ConnectionRegistry): AddCalls {
  return (router) => {
    router.get('/connections/:prefix/keys', async (ctx) => {
      ctx.body = await tellKeys(registry, known(registry, ctx));
    });
    router.post('/connections/:prefix/keys', async (ctx) => {
      const step = await readInput(ctx, KEY_STEP);
      ctx.body = await rollConnectionKey(registry, actorOf(ctx), known(registry, ctx), step);
    });
    router.get('/connections/:prefix/keys/:file', async (ctx) => {
      const { prefix, file } = { prefix: prefixOf(ctx), file: ctx.params['file'] ?? '' };
      const { keys } = await tellKeys(registry, known(registry, ctx));
      const key = keys.find(({ sha256 }) => file === `${sha256}.pem`);
      if (key === undefined) throw new KeyError('key-unknown', { name: prefix });
      ctx.type = 'application/x-pem-file';
      ctx.set('Content-Disposition', `attachment; filename="${prefix}-${key.sha256.slice(0, 16)}.pem"`);
      ctx.body = key.certificate;
    });
  };
}

function prefixOf(ctx: Context): string {
  return String(ctx['params'].prefix ?? '');
}

/** @throws WorkbenchError `connection-unknown` */
function known(registry: ConnectionRegistry, ctx: Context): RegisteredConnection {
  const prefix = prefixOf(ctx);
  const connection = registry.find(prefix);
  if (connection === null) throw new ConnectionError('connection-unknown', { prefix });
  return connection;
}
