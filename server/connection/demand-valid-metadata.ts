import type { Middleware } from 'koa';
import { Refusal } from '#server/web/refusal.ts';
import { momentWords } from '#shared/base/instant.ts';
import type { SamlService } from './service.ts';

/**
 * Refuses logins (503) once the metadata of the identity provider has ended: by its own words its keys may not be used
 * any more (saml-metadata 2.3.1). Sessions go on, and logouts are still taken: refused, they would keep somebody in.
 */
export function demandValidMetadata({ settings, clock }: SamlService): Middleware {
  return async (_, next) => {
    const { idpValidUntil, connection } = settings;
    if (idpValidUntil === null || clock() < idpValidUntil) return next();
    throw new Refusal(
      {
        status: 503,
        code: 'metadata-ended',
        owner: 'publisher',
        title: 'Nobody can log in here at the moment',
        explanation: 'The metadata of the identity provider was valid until a moment that has passed.',
        facts: [
          { label: 'Identity provider', values: [connection.idp.entityId] },
          { label: 'Valid until', values: [momentWords(idpValidUntil)] },
        ],
        fix: 'Whoever publishes that metadata has to publish it anew; the administrator of this service sees in the console where it is fetched.',
      },
      { idp: connection.idp.entityId },
    );
  };
}
