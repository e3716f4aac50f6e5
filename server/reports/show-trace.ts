import type { Context, Middleware } from 'koa';
import { findAttempt, findAttemptOf, type ReadReport } from '#server/attempts/keep-attempt.ts';
import { wasRefusedHere } from '#server/attempts/report-refusal.ts';
import type { SamlService, Service } from '#server/connection/service.ts';
import { readReference } from '#server/crypto/reference.ts';
import { isItsBrowser } from '#server/login/browser-secret.ts';
import { currentSession } from '#server/session/load-session.ts';
import { Refusal } from '#server/web/refusal.ts';
import type { LoginTrace } from '#shared/api/login-trace.ts';
import { connectionForBrowser } from './connection-for-browser.ts';
import { traceOf } from './trace-of.ts';

/**
 * `GET /{prefix}/saml/login-trace?reference=`: the recording of a login, for the inspector in the browser that made it.
 * Without a reference that of the session at hand; with one, of a login that was refused in this browser within the last
 * quarter of an hour, or of a login test that this browser has made. Nobody else gets anything.
 */
export function showTrace(service: SamlService): Middleware {
  return async (ctx) => {
    const report = await findOwn(ctx, service);
    const trace = report === null ? null : traceOf(report.attempt, `${service.url}${service.base}`);
    if (trace === null) throw noTrace(service);
    const connection = connectionForBrowser(service, report?.attempt.mapping ?? null);
    ctx.body = { reference: report?.reference ?? '', trace, connection } satisfies LoginTrace;
  };
}

async function findOwn(ctx: Context, service: Service): Promise<ReadReport | null> {
  const asked = ctx.URL.searchParams.get('reference');
  if (asked === null) {
    const origin = currentSession(ctx)?.login.origin;
    return origin?.way === 'saml' ? findAttemptOf(service, origin.assertionId) : null;
  }
  const reference = readReference(asked);
  const report = reference === null ? null : await findAttempt(service, reference);
  if (report === null) return null;
  const { browser, test } = report.attempt;
  const isOwn =
    test === null ? wasRefusedHere(ctx, service, browser) : isItsBrowser(ctx, service, { asked: test, brought: null });
  return isOwn ? report : null;
}

function noTrace({ base }: Service): Refusal {
  return new Refusal({
    status: 404,
    code: 'login-trace-gone',
    title: 'There is no recording of this login for this browser',
    explanation:
      'A recording is for the browser that made the login: of a session as long as its report is kept, of a refused login for a quarter of an hour.',
    fix: 'Log in again, or have the administrator look under the reference number in the console.',
    steps: [{ label: 'Back to the hub', href: `${base}/` }],
  });
}
