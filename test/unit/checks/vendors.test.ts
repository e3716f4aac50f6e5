import { describe, expect, test } from 'vitest';
import { serviceOf, vendorOf } from '#shared/checks/engine/vendors.ts';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import { VENDOR_HINTS } from '#shared/explain/words/vendors/all-vendors.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { ACS, IDP, IDP_SSO } from './kit.ts';
import { AUTHN_REQUEST, change, RESPONSE } from './messages.ts';
import { findingsIn } from './situation.ts';

const read = (xml: string) => readMessage(parseXml(xml));

describe('the product that a request goes to is told from its address', () => {
  test.each([
    ['https://login.microsoftonline.com/3f2a/saml2', 'Entra ID'],
    ['https://adfs.example/adfs/ls/', 'AD FS'],
    ['https://acme.okta.com/app/acme_qlik_1/exk1/sso/saml', 'Okta'],
    ['https://acme.eu.auth0.com/samlp/abc', 'Auth0'],
    ['https://accounts.google.com/o/saml2/idp?idpid=C1', 'Google'],
    ['https://acme.onelogin.com/trust/saml2/http-post/sso/1', 'OneLogin'],
    ['https://ping.example:9031/idp/SSO.saml2', 'PingFederate'],
    ['https://kc.example/realms/master/protocol/saml', 'Keycloak'],
    ['https://idp.example/idp/profile/SAML2/Redirect/SSO', 'Shibboleth'],
    ['https://idp.example/simplesaml/saml2/idp/SSOService.php', 'SimpleSAMLphp'],
    ['https://idp.example/sso', null],
  ])('%s: %s', (destination, vendor) => {
    expect(vendorOf(read(AUTHN_REQUEST.replace(IDP_SSO, destination)))).toBe(vendor);
  });

  test('and the one that made a response from the form of its IDs', () => {
    const xml = RESPONSE.replace('ID="_response"', 'ID="ID_0f8fad5b-d9cb-469f-a165-70867728950e"');
    expect(vendorOf(read(xml))).toBe('Keycloak');
  });
});

describe('Qlik Sense as the service provider', () => {
  test.each([
    ['a response', RESPONSE],
    ['a request', AUTHN_REQUEST],
  ])('is told from the address of its virtual proxy, in %s', (_, xml) => {
    expect(serviceOf(read(xml.replaceAll(ACS, 'https://sense.example/hub/samlauthn/')))).toBe('Qlik Sense');
    expect(serviceOf(read(xml))).toBeNull();
  });
});

describe('advice', () => {
  test.each(Object.entries(VENDOR_HINTS))('of %s is for checks that there are', (_, hints) => {
    expect(Object.keys(hints).filter((code) => !Object.hasOwn(ALL_WORDS, code))).toEqual([]);
  });

  test.each(Object.keys(VENDOR_HINTS).filter((name) => name !== 'Google'))(
    'of %s names the setting for audience, address, certificate or NameID, attributes, algorithm and logout',
    (name) => {
      const hints = Object.entries(VENDOR_HINTS).find(([each]) => each === name)?.[1] ?? {};
      const causes: readonly FindingCode[] = [
        'audience-mismatch',
        'recipient-mismatch',
        'nameid-missing',
        'attribute-required-missing',
        'signature-weak',
        'logout-endpoint-missing',
      ];
      expect(causes.filter((code) => hints[code] === undefined)).toEqual([]);
    },
  );

  test('names the settings of both sides', async () => {
    const xml = change(RESPONSE, '<saml:Audience>https://sp', '<saml:Audience>https://other')
      .replaceAll(IDP, 'https://sts.windows.net/3f2a/')
      .replaceAll(ACS, 'https://sense.example/hub/samlauthn/');
    const finding = (await findingsIn({ xml })).find(({ code }) => code === 'audience-mismatch');
    expect(finding).toMatchObject({ facts: { vendor: 'Entra ID', service: 'Qlik Sense' } });
    const { fix } = finding === undefined ? { fix: '' } : wordsFor(finding);
    expect(fix).toMatch(/In Entra ID: .* Identifier \(Entity ID\)\. In the Qlik Sense QMC: .* SAML entity ID\.$/);
  });

  test('is not given for what is fine', async () => {
    const fine = (await findingsIn({ xml: RESPONSE.replaceAll(IDP, 'https://sts.windows.net/3f2a/') })).find(
      ({ code, outcome }) => code === 'recipient-mismatch' && outcome === 'pass',
    );
    expect(fine === undefined ? null : wordsFor(fine).fix).toBe('');
  });
});
