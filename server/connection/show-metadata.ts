import type { Middleware } from 'koa';
import { signElement } from '#shared/crypto/sign-element.ts';
import { writeSpMetadata } from '#shared/saml/write/write-metadata.ts';
import { describeSp } from './describe-sp.ts';
import type { SamlService } from './service.ts';

/** `GET /{prefix}/saml/metadata`: what the IdP's administrator needs of this connection (saml-metadata 2.4.4), signed where that is wanted. */
export function showMetadata(service: SamlService): Middleware {
  return async (ctx) => {
    const { settings } = service;
    ctx.type = 'application/samlmetadata+xml; charset=utf-8';
    ctx.set('Content-Disposition', `inline; filename="${settings.prefix}-sp-metadata.xml"`);
    ctx.body = await signedMetadata(service);
  };
}

/**
 * The SP metadata of a connection as it is now, unsigned: with every key that is published, valid from now on. Its
 * addresses follow from the configuration alone, whatever the request that asks for it says.
 */
export function spMetadata({ settings, url, base, clock }: SamlService): string {
  return writeSpMetadata(describeSp(settings, `${url}${base}/saml/login`, clock()));
}

async function signedMetadata(service: SamlService): Promise<string> {
  const { settings, url, base, clock, random, signing } = service;
  if (settings.connection.sp.metadata?.signed !== true || signing === null) return spMetadata(service);
  const id = `_${random()}`;
  const draft = { ...describeSp(settings, `${url}${base}/saml/login`, clock()), id };
  return signElement(writeSpMetadata(draft), { id, ...signing });
}
