import type { Middleware } from 'koa';
import { Refusal } from '#server/web/refusal.ts';
import type { Service } from './service.ts';
import { waysIn } from './ways-in.ts';

/**
 * Answers the SAML addresses of a connection that has no identity provider (404): there is none to be told anything, and
 * none that may say anything.
 */
export function refuseSaml(service: Service): Middleware {
  return () => {
    const { settings, base } = service;
    throw new Refusal({
      status: 404,
      code: 'idp-none',
      owner: 'sp',
      title: 'There is no SAML here',
      explanation: `The connection "${settings.prefix}" has no identity provider, so it has no SAML metadata and takes no SAML message.`,
      facts: [{ label: 'Ways in', values: waysIn(service) }],
      fix: 'Whoever administrates this service can give it an identity provider in the console, or as `idp` in the configuration.',
      steps: [{ label: 'Back to the hub', href: `${base}/` }],
    });
  };
}
