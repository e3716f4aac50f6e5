import type { Middleware } from 'koa';
import type { SamlService } from '#server/connection/service.ts';
import { Refusal } from '#server/web/refusal.ts';
import { rememberBrowser } from './browser-secret.ts';
import { readLoginOptions } from './login-options.ts';
import { makeLoginRequest } from './login-request.ts';
import { keepWaitingTest, takeTestStart } from './login-test.ts';
import { askIdp } from './send-to-idp.ts';

/**
 * `GET /{prefix}/saml/login-test?start=`: begins the login test that an administrator asked for, once. From here on it
 * belongs to this browser; where it ends, this browser alone is shown what came of it.
 */
export function startLoginTest(service: SamlService): Middleware {
  return async (ctx) => {
    const begun = await takeTestStart(service, ctx.URL.searchParams.get('start') ?? '');
    if (begun === null) throw testOver(service);
    const request = makeLoginRequest(
      service,
      rememberBrowser(ctx, service),
      readLoginOptions(service, new URLSearchParams()),
    );
    await keepWaitingTest(service, begun, request);
    await askIdp(ctx, service, request);
  };
}

/** The address is unknown, was opened before, or is more than five minutes old. */
export function testOver({ base }: SamlService): Refusal {
  return new Refusal({
    status: 400,
    code: 'login-test-over',
    title: 'There is no such login test',
    explanation:
      'The address of a login test works once, within five minutes, and its result is for the browser that began it.',
    fix: 'Begin the test again in the console.',
    steps: [
      { label: 'Console', href: '/console/' },
      { label: 'Back to the hub', href: `${base}/` },
    ],
    owner: 'user',
  });
}
