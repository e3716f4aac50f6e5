import type Koa from 'koa';
import { aboutCalls, consoleEntryCalls, type FixedAbout } from '#server/api/about-calls.ts';
import { accessCalls } from '#server/api/access-calls.ts';
import { apiApp } from '#server/api/api-app.ts';
import { auditCalls } from '#server/api/audit-calls.ts';
import { clientKeyCalls } from '#server/api/client-key-calls.ts';
import { connectionCalls } from '#server/api/connection-calls.ts';
import { consoleSessionCalls } from '#server/api/console-session-calls.ts';
import { keyCalls } from '#server/api/key-calls.ts';
import { linkCalls } from '#server/api/link-calls.ts';
import { loginCalls } from '#server/api/login-calls.ts';
import { logoutCalls } from '#server/api/logout-calls.ts';
import { metadataCalls } from '#server/api/metadata-calls.ts';
import { sessionCalls } from '#server/api/session-calls.ts';
import { whatIfCalls } from '#server/api/what-if-calls.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { tellKnowledge } from './tell-knowledge.ts';

/**
 * The API put together: what each matter's calls are is in its file of `server/api`.
 * @param about what the companion says of itself
 */
export function companionApi(registry: ConnectionRegistry, about: FixedAbout): Koa {
  const { environment } = registry;
  return apiApp(environment, {
    open: [(router) => router.get('/knowledge', tellKnowledge(registry)), consoleEntryCalls(registry)],
    administration: [
      aboutCalls(registry, about),
      accessCalls(registry),
      auditCalls(environment),
      clientKeyCalls(environment),
      connectionCalls(registry),
      metadataCalls(registry),
      consoleSessionCalls(environment),
      keyCalls(registry),
      sessionCalls(registry),
      linkCalls(registry),
      loginCalls(registry),
      logoutCalls(registry),
      whatIfCalls(registry),
    ],
  });
}
