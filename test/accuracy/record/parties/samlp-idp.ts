import { printPem } from '#shared/crypto/pem.ts';
import { BINDING } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { startSamlpIdp } from '#test/fixtures/samlp-idp.ts';
import type { IdpParty } from './party.ts';

/** The npm package `samlp`. */
export async function startSamlpParty(sp: () => string | null): Promise<IdpParty> {
  const idp = await startSamlpIdp({ host: '127.0.0.1', port: 0, sp: () => describe(sp() ?? EMPTY) });
  const { url, entityId, metadata } = idp;
  return {
    ...{ url, port: Number(new URL(url).port), entityId, metadata, sso: `${url}/sso`, slo: `${url}/slo` },
    pair: { key: idp.privateKey, certificate: idp.certificate },
    identify: async (browser, page, stopAt) =>
      page.url.startsWith(url) && page.links.some(({ text }) => text.includes('Anne'))
        ? browser.click(page, 'Anne', stopAt)
        : page,
    start: (browser) => browser.open(`${url}/start`),
    logOut: (browser) => browser.open(`${url}/slo`),
    close: () => idp.close(),
  };
}

const EMPTY = '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID=""/>';

/** What samlp has to know of a service provider, as an administrator copies it from the metadata. */
function describe(metadata: string) {
  const message = readMessage(parseXml(metadata));
  const [entity] = message.kind === 'Metadata' ? message.entities : [];
  const endpoints = entity?.sp?.singleLogout ?? [];
  const key = entity?.sp?.keys.find(({ use }) => use !== 'encryption');
  return {
    entityId: entity?.entityId ?? '',
    acs: entity?.sp?.assertionConsumer[0]?.location ?? '',
    slo: (endpoints.find(({ binding }) => binding === BINDING.redirect) ?? endpoints[0])?.location ?? '',
    certificate: printPem('CERTIFICATE', key?.certificate ?? ''),
  };
}
