import type { Context } from 'koa';
import * as v from 'valibot';
import { actorOf } from '#server/admin/admit.ts';
import { sessionMark } from '#server/admin/session-mark.ts';
import { type ReadReport, readAttempt } from '#server/attempts/keep-attempt.ts';
import { ConnectionError } from '#server/connection/connection-error.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { hasIdp, type SamlService, type Service } from '#server/connection/service.ts';
import { makeReference, readReference } from '#server/crypto/reference.ts';
import { keepTestStart } from '#server/login/login-test.ts';
import { connectionForConsole } from '#server/reports/connection-for-browser.ts';
import { outlineAttempt } from '#server/reports/outline-attempt.ts';
import { tellReport } from '#server/reports/tell-report.ts';
import { testedValues } from '#server/reports/tested-values.ts';
import { traceOf } from '#server/reports/trace-of.ts';
import type { LoginTrace } from '#shared/api/login-trace.ts';
import { LOGIN_OUTCOMES, type LoginList, type LoginReport, type LoginTest } from '#shared/api/logins.ts';
import type { SeenAttributes } from '#shared/api/seen-attributes.ts';
import type { TestedValues } from '#shared/api/tested-values.ts';
import type { AddCalls } from './api-app.ts';
import { ApiError } from './api-error.ts';
import { readQuery } from './read-input.ts';

const number = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a number'), v.transform(Number));

const SEARCH = v.strictObject({
  connection: v.optional(v.string()),
  outcome: v.optional(v.picklist(LOGIN_OUTCOMES, `must be one of ${LOGIN_OUTCOMES.join(', ')}`)),
  before: v.optional(number),
  limit: v.optional(number),
});

const TESTED = v.strictObject({ reference: v.string() });

const USUAL = 50;
const MOST = 200;

/**
 * `/api/logins`: what logins, logouts and login tests came to, by reference number. `/api/connections/{prefix}/login-test`
 * begins a test, `tested-values` behind the prefix tells whoever began it what came, and `seen-attributes` which attributes
 * the identity provider has sent.
 */
export function loginCalls(registry: ConnectionRegistry): AddCalls {
  const { store, clock, log } = registry.environment;
  return (router) => {
    router.get('/logins', async (ctx) => {
      const { connection = null, outcome = null, before = null, limit = USUAL } = readQuery(ctx, SEARCH);
      const part = { connection, outcome, before, limit: Math.min(Math.max(limit, 1), MOST) };
      const found = await store.listReports(part, clock());
      const logins = found.flatMap((report) => {
        const attempt = readAttempt(log, report);
        return attempt === null ? [] : [outlineAttempt({ ...report, attempt })];
      });
      const last = found.length === part.limit ? found.at(-1) : undefined;
      ctx.body = { logins, next: last?.number ?? null } satisfies LoginList;
    });
    router.get('/logins/:reference', async (ctx) => {
      const { service, report } = await known(registry, ctx);
      const environment = { ip: ctx.ip, secureRequest: service.url.startsWith('https:') };
      ctx.body = (await tellReport(service, report, environment)) satisfies LoginReport;
    });
    router.get('/logins/:reference/recording', async (ctx) => {
      const { service, report } = await known(registry, ctx);
      const trace = traceOf(report.attempt, `${service.url}${service.base}`);
      if (trace === null) throw new ApiError('login-unknown', { reference: report.reference });
      const connection = hasIdp(service) ? connectionForConsole(service) : null;
      ctx.body = { reference: report.reference, trace, connection } satisfies LoginTrace;
    });
    router.get('/logins/:reference/trace', async (ctx) => {
      const { service, report } = await known(registry, ctx);
      const trace = traceOf(report.attempt, `${service.url}${service.base}`);
      if (trace === null) throw new ApiError('login-unknown', { reference: report.reference });
      ctx.type = 'application/json; charset=utf-8';
      ctx.body = trace;
    });
    router.post('/connections/:prefix/login-test', async (ctx) => {
      const service = loggingInBySaml(registry, String(ctx.params['prefix'] ?? ''));
      const reference = makeReference();
      const { ticket, expiresAt } = await keepTestStart(service, {
        ...{ reference, actor: actorOf(ctx), session: sessionMark(ctx) },
      });
      const startUrl = `${service.url}${service.base}/saml/login-test?start=${ticket}`;
      ctx.status = 201;
      ctx.body = { startUrl, expiresAt, reference } satisfies LoginTest;
    });
    router.get('/connections/:prefix/tested-values', async (ctx) => {
      const { reference } = readQuery(ctx, TESTED);
      const { service, report } = await known(registry, ctx, reference);
      const isOwn = report.attempt.test?.session === sessionMark(ctx);
      if (!isOwn || service.settings.prefix !== ctx.params['prefix'])
        throw new ApiError('login-unknown', { reference });
      ctx.body = testedValues(report) satisfies TestedValues;
    });
    router.get('/connections/:prefix/seen-attributes', async (ctx) => {
      const { settings } = atWork(registry, String(ctx.params['prefix'] ?? ''));
      ctx.body = { attributes: [...(await store.listAttributes(settings.prefix))] } satisfies SeenAttributes;
    });
  };
}

/** @throws WorkbenchError `connection-unknown` */
function atWork(registry: ConnectionRegistry, prefix: string): Service {
  const service = registry.find(prefix)?.service ?? null;
  if (service === null) throw new ConnectionError('connection-unknown', { prefix });
  return service;
}

/** @throws WorkbenchError `connection-unknown`, `saml-off` */
function loggingInBySaml(registry: ConnectionRegistry, prefix: string): SamlService {
  const service = atWork(registry, prefix);
  if (!hasIdp(service) || !service.settings.methods.includes('saml')) throw new ApiError('saml-off', { prefix });
  return service;
}

/**
 * The report that a path names, and its connection.
 * @throws WorkbenchError `login-unknown`, `connection-unknown`
 */
async function known(
  registry: ConnectionRegistry,
  ctx: Context,
  asked = String(ctx['params'].reference ?? ''),
): Promise<{ readonly service: Service; readonly report: ReadReport }> {
  const { store, clock, log } = registry.environment;
  const reference = readReference(asked);
  const report = reference === null ? null : await store.getReport(reference, clock());
  const attempt = report === null ? null : readAttempt(log, report);
  if (report === null || attempt === null) throw new ApiError('login-unknown', { reference: asked });
  return { service: atWork(registry, report.connection), report: { ...report, attempt } };
}
