import { actorOf } from '#server/admin/admit.ts';
import { readAttempt } from '#server/attempts/keep-attempt.ts';
import { record } from '#server/audit/record.ts';
import { ConnectionError } from '#server/connection/connection-error.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { hasIdp, type SamlService } from '#server/connection/service.ts';
import { connectionForConsole } from '#server/reports/connection-for-browser.ts';
import { messageIdOf } from '#server/reports/message-id-of.ts';
import { outlineAttempt } from '#server/reports/outline-attempt.ts';
import { replay } from '#server/reports/replay.ts';
import { traceOf } from '#server/reports/trace-of.ts';
import { traceOfLogout } from '#server/reports/trace-of-logout.ts';
import { readLogout } from '#server/session/logout-row.ts';
import { clientOf } from '#server/web/client.ts';
import {
  type JudgedAnswer,
  KNOWN_QUESTION,
  type KnownAnswer,
  REPLAY_QUESTION,
  type ReplayAnswer,
} from '#shared/api/link.ts';
import type { Logout } from '#shared/logout/logout.ts';
import type { AddCalls } from './api-app.ts';
import { ApiError } from './api-error.ts';
import { receiptIn } from './logout-calls.ts';
import { readInput } from './read-input.ts';

/** Reports, and logouts, that are looked through for a message, the newest first: a panel asks about a login of a moment ago. */
const LOOKED_THROUGH = 200;

/** Bytes of a question: the message is as large as a form may be, in JSON. */
const MAX_BODY = 2 * 1024 * 1024;

/**
 * What a panel asks that is linked with this companion: `/api/link/known`, what became of messages by their IDs;
 * `/api/connections/{prefix}/replay`, how the gate would decide about one, with nothing coming of it; `judged` behind the
 * prefix, the connection to judge by.
 */
export function linkCalls(registry: ConnectionRegistry): AddCalls {
  return (router) => {
    router.post('/link/known', async (ctx) => {
      const { ids } = await readInput(ctx, KNOWN_QUESTION);
      const wanted = new Set(ids);
      ctx.body = {
        logins: await knownLogins(registry, wanted),
        logouts: await knownLogouts(registry, wanted),
      } satisfies KnownAnswer;
    });
    router.post('/connections/:prefix/replay', async (ctx) => {
      const service = atWork(registry, String(ctx.params['prefix'] ?? ''));
      const { binding, raw, at = service.clock() } = await readInput(ctx, REPLAY_QUESTION, MAX_BODY);
      if (Buffer.byteLength(raw) > service.settings.bodyLimits.form)
        throw new ApiError('api-input-invalid', { place: 'raw', reason: 'is longer than a form may be here' });
      const environment = { ip: ctx.ip, secureRequest: service.url.startsWith('https:') };
      const answer = await replay(service, { raw, binding, client: clientOf(ctx) }, at, environment);
      const code = answer.reasons[0]?.code ?? answer.verdict;
      const connection = service.settings.prefix;
      const deed = {
        actor: actorOf(ctx),
        action: 'login-replayed',
        subject: connection,
        facts: { connection, code },
      } as const;
      await record(registry.environment, deed);
      ctx.body = answer satisfies ReplayAnswer;
    });
    router.get('/connections/:prefix/judged', (ctx) => {
      const service = atWork(registry, String(ctx.params['prefix'] ?? ''));
      ctx.body = { connection: connectionForConsole(service) } satisfies JudgedAnswer;
    });
  };
}

async function knownLogins(registry: ConnectionRegistry, wanted: ReadonlySet<string>): Promise<KnownAnswer['logins']> {
  const { store, clock, log } = registry.environment;
  const search = { connection: null, outcome: null, before: null, limit: LOOKED_THROUGH };
  return (await store.listReports(search, clock())).flatMap((report) => {
    const attempt = readAttempt(log, report);
    const message = attempt === null ? null : messageIdOf(attempt.received);
    if (attempt === null || message === null || !wanted.has(message)) return [];
    const service = registry.find(report.connection)?.service ?? null;
    const trace = service === null ? null : traceOf(attempt, `${service.url}${service.base}`);
    return [{ message, login: outlineAttempt({ ...report, attempt }), trace }];
  });
}

async function knownLogouts(
  registry: ConnectionRegistry,
  wanted: ReadonlySet<string>,
): Promise<KnownAnswer['logouts']> {
  const { store, clock, log } = registry.environment;
  const rows = await store.listLogouts({ connection: null, before: null, limit: LOOKED_THROUGH }, clock());
  const found = rows.flatMap((row) => {
    const logout = readLogout(row, log);
    const message = logout === null ? undefined : namesOf(logout).find((name) => wanted.has(name));
    return logout === null || message === undefined ? [] : [{ message, logout }];
  });
  return Promise.all(
    found.map(async ({ message, logout }) => ({
      ...{ message, receipt: await receiptIn(registry, logout) },
      trace: traceOfLogout(logout),
    })),
  );
}

/** What a panel may know a logout by: the request that went out or came in, and the sessions that it is about. */
function namesOf({ begun, idp }: Logout): readonly string[] {
  const asked = idp !== null && 'requestId' in idp.state ? [idp.state.requestId] : [];
  return [...(begun.by === 'idp' ? [begun.messageId] : []), ...asked, ...(idp?.sessionIndexes ?? [])];
}

/** @throws WorkbenchError `connection-unknown`, `saml-off` */
function atWork(registry: ConnectionRegistry, prefix: string): SamlService {
  const service = registry.find(prefix)?.service ?? null;
  if (service === null) throw new ConnectionError('connection-unknown', { prefix });
  if (!hasIdp(service)) throw new ApiError('saml-off', { prefix });
  return service;
}
