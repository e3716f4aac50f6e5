import type { Middleware } from 'koa';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { hasIdp } from '#server/connection/service.ts';
import { spMetadata } from '#server/connection/show-metadata.ts';

/**
 * `GET /api/knowledge`: `{ metadata: [{ entityId, xml }] }`, the metadata of every IdP and SP that the companion
 * knows, so that the inspector can verify what it sees. Public by nature: keys here are certificates.
 */
export function tellKnowledge(registry: ConnectionRegistry): Middleware {
  return (ctx) => {
    const services = registry.services();
    const sps = services.filter(hasIdp).map((service) => {
      return { entityId: service.settings.connection.sp.entityId, xml: spMetadata(service) };
    });
    ctx.body = { metadata: [...services.flatMap(({ settings }) => settings.idpMetadata), ...sps] };
  };
}
