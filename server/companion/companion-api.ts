import type Koa from 'koa';
import { apiApp } from '#server/api/api-app.ts';
import { auditCalls } from '#server/api/audit-calls.ts';
import { clientKeyCalls } from '#server/api/client-key-calls.ts';
import { consoleSessionCalls } from '#server/api/console-session-calls.ts';
import type { CompanionEnvironment, Service } from '#server/connection/service.ts';
import { spMetadata } from '#server/connection/show-metadata.ts';
import { tellKnowledge } from './tell-knowledge.ts';

/** The API put together: what each matter's calls are is in its file of `server/api`. */
export function companionApi(environment: CompanionEnvironment, services: readonly Service[]): Koa {
  const idps = services.flatMap(({ settings }) => settings.idpMetadata);
  const sps = services.map((service) => {
    return { entityId: service.settings.connection.sp.entityId, xml: spMetadata(service) };
  });
  return apiApp(environment, {
    open: [(router) => router.get('/knowledge', tellKnowledge([...idps, ...sps]))],
    administration: [auditCalls(environment), clientKeyCalls(environment), consoleSessionCalls(environment)],
  });
}
