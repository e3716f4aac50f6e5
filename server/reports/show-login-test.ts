import type { Middleware } from 'koa';
import { findAttempt } from '#server/attempts/keep-attempt.ts';
import type { SamlService } from '#server/connection/service.ts';
import { readReference } from '#server/crypto/reference.ts';
import { isItsBrowser } from '#server/login/browser-secret.ts';
import { testOver } from '#server/login/start-login-test.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { loginTestPage } from './login-test-page.ts';
import { tellReport } from './tell-report.ts';

/** `GET /{prefix}/saml/login-test/{reference}`: what a login test came to, for the browser that made it. */
export function showLoginTest(service: SamlService): Middleware<{ params: { reference: string } }> {
  return async (ctx) => {
    const reference = readReference(String(ctx['params']?.['reference'] ?? ''));
    const report = reference === null ? null : await findAttempt(service, reference);
    const test = report?.attempt.test ?? null;
    if (report === null || test === null || !isItsBrowser(ctx, service, { asked: test, brought: null }))
      throw testOver(service);
    const told = await tellReport(service, report, { ip: ctx.ip, secureRequest: ctx.secure });
    sendPage(ctx, 200, loginTestPage(service.base, told));
  };
}
