import { describe, expect, test } from 'vitest';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';

function detailsOf(content: string) {
  const xml = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="e" ID="_1" cacheDuration="PT1H">${content}</EntityDescriptor>`;
  const message = readMessage(parseXml(xml));
  const [entity] = message.kind === 'Metadata' ? message.entities : [];
  if (entity === undefined) throw new Error('no entity');
  return readEntityDetails(entity);
}

const PROTOCOLS = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"';

describe('an entity in full (saml-metadata 2)', () => {
  test('extensions: user interface, discovery, registration, publication, algorithms, scopes, attributes', () => {
    const details = detailsOf(`<Extensions>
      <u:UIInfo xmlns:u="urn:oasis:names:tc:SAML:metadata:ui"><u:DisplayName xml:lang="de">Haus</u:DisplayName><u:Logo width="8" height="9">https://logo</u:Logo></u:UIInfo>
      <u:DiscoHints xmlns:u="urn:oasis:names:tc:SAML:metadata:ui"><u:IPHint>10.0.0.0/8</u:IPHint><u:DomainHint>example.com</u:DomainHint><u:GeolocationHint>geo:1,2</u:GeolocationHint></u:DiscoHints>
      <r:RegistrationInfo xmlns:r="urn:oasis:names:tc:SAML:metadata:rpi" registrationAuthority="https://fed" registrationInstant="2026-01-01T00:00:00Z"><r:RegistrationPolicy xml:lang="en">https://policy</r:RegistrationPolicy></r:RegistrationInfo>
      <r:PublicationInfo xmlns:r="urn:oasis:names:tc:SAML:metadata:rpi" publisher="https://pub" publicationId="7"/>
      <g:DigestMethod xmlns:g="urn:oasis:names:tc:SAML:metadata:algsupport" Algorithm="urn:d"/>
      <g:SigningMethod xmlns:g="urn:oasis:names:tc:SAML:metadata:algsupport" Algorithm="urn:s" MinKeySize="2048"/>
      <s:Scope xmlns:s="urn:mace:shibboleth:metadata:1.0" regexp="true">.*</s:Scope>
      <t:EntityAttributes xmlns:t="urn:oasis:names:tc:SAML:metadata:attribute"><a:Attribute xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" Name="cat"><a:AttributeValue>v</a:AttributeValue></a:Attribute></t:EntityAttributes>
      <x xmlns="urn:x"/></Extensions>`);
    expect(details.extensions).toMatchObject({
      uiInfo: {
        displayNames: [{ language: 'de', text: 'Haus' }],
        logos: [{ url: 'https://logo', width: 8, height: 9 }],
      },
      discoHints: { ips: ['10.0.0.0/8'], domains: ['example.com'], locations: ['geo:1,2'] },
      registration: {
        authority: 'https://fed',
        instant: { text: '2026-01-01T00:00:00Z' },
        policies: [{ text: 'https://policy' }],
      },
      publication: { publisher: 'https://pub', id: '7' },
      digestMethods: ['urn:d'],
      signingMethods: [{ algorithm: 'urn:s', minKeySize: 2048, maxKeySize: null }],
      scopes: [{ value: '.*', isPattern: true }],
      entityAttributes: [{ name: 'cat', values: ['v'] }],
      others: ['x'],
    });
  });

  test('every role with every endpoint, its keys and what it asks for', () => {
    const details = detailsOf(`
      <SPSSODescriptor ${PROTOCOLS} WantAssertionsSigned="true" errorURL="https://error">
        <Extensions><i:RequestInitiator xmlns:i="urn:oasis:names:tc:SAML:profiles:SSO:request-init" Binding="urn:oasis:names:tc:SAML:profiles:SSO:request-init" Location="https://begin"/></Extensions>
        <KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyName>k</KeyName><KeyValue/><X509Data><X509Certificate> AQ
        ID </X509Certificate></X509Data></KeyInfo><EncryptionMethod Algorithm="urn:enc"/></KeyDescriptor>
        <ArtifactResolutionService Binding="urn:soap" Location="https://ars" index="0"/>
        <ManageNameIDService Binding="urn:post" Location="https://mni" ResponseLocation="https://mni/answer"/>
        <AttributeConsumingService index="1" isDefault="true"><ServiceName xml:lang="en">App</ServiceName><RequestedAttribute Name="mail" isRequired="1"/></AttributeConsumingService>
      </SPSSODescriptor>
      <AttributeAuthorityDescriptor ${PROTOCOLS}><AttributeService Binding="urn:soap" Location="https://aa"/><AttributeProfile>urn:p</AttributeProfile></AttributeAuthorityDescriptor>
      <PDPDescriptor ${PROTOCOLS}><AuthzService Binding="urn:soap" Location="https://pdp"/></PDPDescriptor>
      <AuthnAuthorityDescriptor ${PROTOCOLS}><AuthnQueryService Binding="urn:soap" Location="https://aq"/></AuthnAuthorityDescriptor>
      <RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="fed:Type" ${PROTOCOLS}/>`);
    expect(details.roles.map(({ name }) => name)).toEqual([
      'SPSSODescriptor',
      'AttributeAuthorityDescriptor',
      'PDPDescriptor',
      'AuthnAuthorityDescriptor',
      'fed:Type',
    ]);
    expect(
      details.roles.flatMap(({ endpoints }) => endpoints.map(({ service, location }) => `${service} ${location}`)),
    ).toEqual([
      'ArtifactResolutionService https://ars',
      'ManageNameIDService https://mni',
      'RequestInitiator https://begin',
      'AttributeService https://aa',
      'AuthzService https://pdp',
      'AuthnQueryService https://aq',
    ]);
    expect(details.roles[0]).toMatchObject({
      wants: ['WantAssertionsSigned'],
      errorUrl: 'https://error',
      keys: [
        {
          use: 'encryption',
          certificates: ['AQID'],
          keyNames: ['k'],
          hasKeyValue: true,
          encryptionMethods: ['urn:enc'],
        },
      ],
      attributeConsumingServices: [
        {
          index: '1',
          isDefault: true,
          names: [{ language: 'en', text: 'App' }],
          requested: [{ name: 'mail', isRequired: true }],
        },
      ],
    });
  });

  test('people, organization, further metadata and an affiliation', () => {
    const details = detailsOf(`
      <AffiliationDescriptor affiliationOwnerID="urn:owner"><AffiliateMember>urn:a</AffiliateMember><AffiliateMember>urn:b</AffiliateMember></AffiliationDescriptor>
      <Organization><OrganizationName xml:lang="en">Org</OrganizationName><OrganizationDisplayName xml:lang="en">The Org</OrganizationDisplayName><OrganizationURL xml:lang="en">https://org</OrganizationURL></Organization>
      <ContactPerson contactType="technical"><Company>C</Company><GivenName>Anne</GivenName><SurName>Foster</SurName><EmailAddress>mailto:a@example.com</EmailAddress><TelephoneNumber>1</TelephoneNumber></ContactPerson>
      <AdditionalMetadataLocation namespace="urn:n">https://more</AdditionalMetadataLocation>`);
    expect(details).toMatchObject({
      id: '_1',
      cacheDuration: 'PT1H',
      affiliation: { ownerId: 'urn:owner', members: ['urn:a', 'urn:b'] },
      organization: { names: [{ text: 'Org' }], displayNames: [{ text: 'The Org' }], urls: [{ text: 'https://org' }] },
      contacts: [
        {
          type: 'technical',
          company: 'C',
          givenName: 'Anne',
          surname: 'Foster',
          emails: ['a@example.com'],
          phones: ['1'],
        },
      ],
      additionalLocations: [{ namespace: 'urn:n', location: 'https://more' }],
    });
  });

  test('nothing of another namespace counts', () => {
    expect(detailsOf('<IDPSSODescriptor xmlns="urn:evil"/><ContactPerson xmlns="urn:evil"/>')).toMatchObject({
      roles: [],
      contacts: [],
    });
  });
});

describeCorpus('metadata of the corpus', () => {
  test('every entity of real federations is read in full', () => {
    for (const file of [
      'ukfederation-metadata.xml',
      'metadata.switchaai_signed.xml',
      'InCommon-metadata.xml',
      'adfs-metadata.xml',
    ]) {
      const message = readMessage(parseXml(readCorpusFile(`opensaml-metadata/${file}`).toString('utf8')));
      const details = message.kind === 'Metadata' ? message.entities.map(readEntityDetails) : [];
      expect(details.length).toBeGreaterThan(0);
      for (const { affiliation, roles } of details)
        expect(roles.length + (affiliation === null ? 0 : 1)).toBeGreaterThan(0);
    }
  });
});
