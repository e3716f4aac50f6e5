import { describe, expect, test } from 'vitest';
import type { Metadata } from '#shared/saml/metadata.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';

const MD = 'xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const SAML2 = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol"';

function read(xml: string): Metadata {
  const message = readMessage(parseXml(xml));
  if (message.kind !== 'Metadata') throw new Error(`It is a ${message.kind}.`);
  return message;
}

function idpOf(content: string, attributes = SAML2) {
  const xml = `<EntityDescriptor ${MD} entityID=" https://idp "><IDPSSODescriptor ${attributes}>${content}</IDPSSODescriptor></EntityDescriptor>`;
  return read(xml).entities[0]?.idp;
}

function key(certificates: string, use = '') {
  return `<KeyDescriptor${use}><ds:KeyInfo><ds:X509Data>${certificates}</ds:X509Data></ds:KeyInfo></KeyDescriptor>`;
}

const certificate = (text: string) => `<ds:X509Certificate>${text}</ds:X509Certificate>`;

describe('metadata', () => {
  test('of one entity', () => {
    const xml = `<EntityDescriptor ${MD} entityID=" https://sp " validUntil="2026-01-01T00:00:00Z"><SPSSODescriptor ${SAML2} AuthnRequestsSigned="true" WantAssertionsSigned="1"><SingleLogoutService Binding="b" Location=" l " ResponseLocation="r"/><NameIDFormat> f </NameIDFormat><AssertionConsumerService Binding="b" Location="acs" index="3" isDefault="true"/></SPSSODescriptor></EntityDescriptor>`;
    const { entities, validUntil } = read(xml);
    expect(validUntil?.time).toBe(Date.UTC(2026, 0, 1));
    expect(entities).toMatchObject([
      {
        entityId: 'https://sp',
        idp: null,
        sp: {
          authnRequestsSigned: true,
          wantAssertionsSigned: true,
          nameIdFormats: ['f'],
          singleLogout: [{ binding: 'b', location: 'l', responseLocation: 'r' }],
          assertionConsumer: [{ location: 'acs', index: '3', isDefault: true }],
        },
      },
    ]);
  });

  test('of many, at any depth, in order (saml-metadata 2.3.1)', () => {
    const entity = (id: string) => `<EntityDescriptor entityID="${id}"/>`;
    const xml = `<EntitiesDescriptor ${MD}>${entity('a')}<EntitiesDescriptor>${entity('b')}<EntitiesDescriptor>${entity('c')}</EntitiesDescriptor></EntitiesDescriptor>${entity('d')}</EntitiesDescriptor>`;
    expect(read(xml).entities.map(({ entityId }) => entityId)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('does not take an entity out of an extension', () => {
    const xml = `<EntitiesDescriptor ${MD}><Extensions><EntityDescriptor entityID="evil"/></Extensions></EntitiesDescriptor>`;
    expect(read(xml).entities).toEqual([]);
  });

  test('takes the role for SAML 2.0 where one for another protocol stands before it', () => {
    const role = (protocol: string, location: string) =>
      `<IDPSSODescriptor protocolSupportEnumeration="${protocol}"><SingleSignOnService Binding="b" Location="${location}"/></IDPSSODescriptor>`;
    const xml = `<EntityDescriptor ${MD} entityID="x">${role('urn:oasis:names:tc:SAML:1.1:protocol', 'old')}${role('urn:oasis:names:tc:SAML:2.0:protocol', 'new')}</EntityDescriptor>`;
    expect(read(xml).entities[0]?.idp?.singleSignOn[0]?.location).toBe('new');
  });
});

describe('keys of a role (saml-metadata 2.4.1.1)', () => {
  test('have a use, or serve for both', () => {
    const content =
      key(certificate('A'), ' use="signing"') + key(certificate('B'), ' use="encryption"') + key(certificate('C'));
    expect(idpOf(content)?.keys).toEqual([
      { use: 'signing', certificate: 'A' },
      { use: 'encryption', certificate: 'B' },
      { use: null, certificate: 'C' },
    ]);
  });

  test('may be several in one descriptor', () => {
    expect(idpOf(key(certificate('A') + certificate('B')))?.keys.map((each) => each.certificate)).toEqual(['A', 'B']);
  });

  test('are base64 without white space, even where a whole PEM was put in', () => {
    const pem = '\n-----BEGIN CERTIFICATE-----\nMI\n IB\n-----END CERTIFICATE-----\n';
    expect(idpOf(key(certificate(pem)))?.keys).toEqual([{ use: null, certificate: 'MIIB' }]);
  });

  test('without a certificate are none', () => {
    expect(
      idpOf('<KeyDescriptor/><KeyDescriptor><ds:KeyInfo><ds:KeyName>n</ds:KeyName></ds:KeyInfo></KeyDescriptor>')?.keys,
    ).toEqual([]);
  });
});
