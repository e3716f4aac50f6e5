import type { Middleware } from 'koa';
import { spLogoutEndpoints } from '#shared/saml/endpoints.ts';
import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import { writeSpMetadata } from '#shared/saml/write-metadata.ts';
import type { Service } from './service.ts';

/** `GET /{prefix}/saml/metadata`: what the IdP's administrator needs of this connection (saml-metadata 2.4.4). */
export function showMetadata(service: Service): Middleware {
  return (ctx) => {
    const { settings } = service;
    ctx.type = 'application/samlmetadata+xml; charset=utf-8';
    ctx.set('Content-Disposition', `inline; filename="${settings.prefix}-sp-metadata.xml"`);
    ctx.body = spMetadata(service);
  };
}

/** The SP metadata of a connection. The certificate is the one that our requests are signed with. */
export function spMetadata({ settings, url, base }: Service): string {
  const { sp, accept } = settings.connection;
  return writeSpMetadata({
    entityId: sp.entityId,
    certificates: sp.certificate === null ? [] : [sp.certificate],
    assertionConsumers: [sp.acs],
    requestInitiator: `${url}${base}/saml/login`,
    singleLogout: spLogoutEndpoints(sp).map(({ binding, location }) => ({ binding, location })),
    nameIdFormats: [NAMEID_FORMAT.persistent, NAMEID_FORMAT.emailAddress, NAMEID_FORMAT.unspecified],
    authnRequestsSigned: sp.key !== null,
    wantAssertionsSigned: !accept.assertionUnsigned,
  });
}
