import type { Middleware } from 'koa';
import type { EntityMetadata } from '#server/config/config.ts';

/**
 * `GET /api/knowledge`: `{ metadata: [{ entityId, xml }] }`, the metadata of every IdP and SP that the companion
 * knows, so that the inspector can verify what it sees. Public by nature: keys here are certificates.
 */
export function tellKnowledge(metadata: readonly EntityMetadata[]): Middleware {
  return (ctx) => {
    ctx.body = { metadata };
  };
}
