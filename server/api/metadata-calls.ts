import { actorOf } from '#server/admin/admit.ts';
import { lookAtMetadata, takeMetadata } from '#server/connection/change-metadata.ts';
import { ConnectionError } from '#server/connection/connection-error.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { METADATA_QUESTION, METADATA_REFRESH } from '#shared/api/connections.ts';
import type { AddCalls } from './api-app.ts';
import { readInput } from './read-input.ts';

/** Pasted metadata of a federation: of a larger one the address is given. */
const MAX_BODY = 4 * 1024 * 1024;

/** `/api/metadata` says what is in some metadata; `/api/connections/{prefix}/metadata` reads that of a connection again. */
export function metadataCalls(registry: ConnectionRegistry): AddCalls {
  return (router) => {
    router.post('/metadata', async (ctx) => {
      ctx.body = await registry.listIdps(await readInput(ctx, METADATA_QUESTION, MAX_BODY));
    });
    router.post('/connections/:prefix/metadata', async (ctx) => {
      const { fingerprint, dryRun } = await readInput(ctx, METADATA_REFRESH);
      const prefix = String(ctx.params['prefix'] ?? '');
      const connection = registry.find(prefix);
      if (connection === null) throw new ConnectionError('connection-unknown', { prefix });
      ctx.body = dryRun
        ? await lookAtMetadata(registry, connection)
        : await takeMetadata(registry, actorOf(ctx), connection, fingerprint);
    });
  };
}
