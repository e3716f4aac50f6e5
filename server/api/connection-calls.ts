import type { Context } from 'koa';
import { actorOf } from '#server/admin/admit.ts';
import { readEntry } from '#server/config/read-entry.ts';
import {
  type ChangeResult,
  changeConnection,
  restoreConnection,
  takeBackConnection,
} from '#server/connection/change-connection.ts';
import { ConnectionError } from '#server/connection/connection-error.ts';
import { maskSecrets } from '#server/connection/document-secrets.ts';
import { NO_REVISION, type RegisteredConnection } from '#server/connection/registered-connection.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { listConnections, tellConnection, tellHistory } from '#server/connection/tell-connection.ts';
import {
  CHANGED_CONNECTION,
  type ConnectionChange,
  NEW_CONNECTION,
  REMOVED_CONNECTION,
  RESTORED_CONNECTION,
} from '#shared/api/connections.ts';
import type { AddCalls } from './api-app.ts';
import { readInput } from './read-input.ts';

/** A document may have the metadata of an identity provider in it; of a federation a file or an address is named. */
const MAX_BODY = 4 * 1024 * 1024;

const MAX_VERSIONS = 200;

/** `/api/connections`: listed, shown, made, changed, taken back; their history. Every change can be tried before. */
export function connectionCalls(registry: ConnectionRegistry): AddCalls {
  const { store } = registry.environment;
  return (router) => {
    router.get('/connections', async (ctx) => {
      ctx.body = { connections: await listConnections(registry) };
    });
    router.post('/connections', async (ctx) => {
      const { document, dryRun: isTrial, summary } = await readInput(ctx, NEW_CONNECTION, MAX_BODY);
      const { prefix } = readEntry(document);
      const wanted = { prefix, document, summary, isTrial, revision: NO_REVISION };
      const result = await changeConnection(registry, actorOf(ctx), wanted);
      ctx.status = isTrial ? 200 : 201;
      ctx.body = await tellChange(registry, result);
    });
    router.get('/connections/:prefix', async (ctx) => {
      ctx.body = await tellConnection(registry, known(registry, ctx));
    });
    router.put('/connections/:prefix', async (ctx) => {
      const { dryRun: isTrial, ...change } = await readInput(ctx, CHANGED_CONNECTION, MAX_BODY);
      const { prefix } = known(registry, ctx);
      ctx.body = await tellChange(
        registry,
        await changeConnection(registry, actorOf(ctx), { ...change, prefix, isTrial }),
      );
    });
    router.delete('/connections/:prefix', async (ctx) => {
      const { dryRun: isTrial, ...change } = await readInput(ctx, REMOVED_CONNECTION);
      const { prefix } = known(registry, ctx);
      ctx.body = await tellChange(
        registry,
        await takeBackConnection(registry, actorOf(ctx), { ...change, prefix, isTrial }),
      );
    });
    router.post('/connections/:prefix/restore', async (ctx) => {
      const { dryRun: isTrial, ...change } = await readInput(ctx, RESTORED_CONNECTION);
      // One that is gone can be brought back.
      const wanted = { ...change, prefix: prefixOf(ctx), isTrial };
      ctx.body = await tellChange(registry, await restoreConnection(registry, actorOf(ctx), wanted));
    });
    router.get('/connections/:prefix/history', async (ctx) => {
      ctx.body = tellHistory(await store.connectionHistory(prefixOf(ctx), MAX_VERSIONS + 1), MAX_VERSIONS);
    });
    router.get('/connections/:prefix/history/:version', async (ctx) => {
      const [prefix, version] = [prefixOf(ctx), ctx.params['version'] ?? ''];
      const number = /^\d{1,9}$/.test(version) ? Number(version) : -1;
      const found = await store.connectionVersion(prefix, number);
      if (found === null) throw new ConnectionError('connection-version-unknown', { prefix, version });
      ctx.body = { document: found.document === null ? null : maskSecrets(found.document) };
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

async function tellChange(
  registry: ConnectionRegistry,
  { changes, connection }: ChangeResult,
): Promise<ConnectionChange> {
  return { changes: [...changes], connection: connection === null ? null : await tellConnection(registry, connection) };
}
