import { describe, expect, test } from 'vitest';
import { durationWords } from '#shared/base/duration-words.ts';
import { closestEntityId, entityIdDifference } from '#shared/checks/engine/entity-id-difference.ts';
import { vendorOf } from '#shared/checks/engine/vendors.ts';
import { closestUrl, urlDifference, withoutSamlParameters } from '#shared/inspection/url-difference.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { change, RESPONSE } from './messages.ts';

describe('URLs', () => {
  test.each([
    ['https://sp/acs', 'https://sp/acs', 'same'],
    ['https://sp/acs', 'https://SP:443/acs', 'equivalent'],
    ['https://sp/acs?a', 'HTTPS://sp/acs?a', 'equivalent'],
    ['https://sp/acs', 'https://sp/acs#x', 'rewritten'],
    ['https://sp/acs', 'https://sp/x/../acs', 'rewritten'],
    ['https://sp/acs', 'https://sp/./acs', 'rewritten'],
    ['https://sp/acs', 'https://sp/x/%2e%2e/acs', 'rewritten'],
    ['https://sp/acs', 'https://sp/%61cs', 'path'],
    ['https://sp/acs', 'https://evil@sp/acs', 'rewritten'],
    ['https://sp/acs', 'https://%73p/acs', 'rewritten'],
    ['https://sp/acs', 'https:\\\\sp\\acs', 'rewritten'],
    ['https://sp/acs', 'https:/sp/acs', 'rewritten'],
    ['https://sp/acs', 'https://sp/a\tcs', 'rewritten'],
    ['https://sp/x/../acs', 'https://sp/x/../acs', 'same'],
    ['https://sp', 'https://sp/', 'equivalent'],
    ['https://sp/acs', 'https://sp/acs/', 'trailing-slash'],
    ['https://sp/acs', 'https://sp/ACS', 'case'],
    ['https://sp/acs', 'http://sp/acs', 'scheme'],
    ['https://sp/acs', 'https://sp:8443/acs', 'port'],
    ['https://sp/acs', 'https://sp/acs?a', 'query'],
    ['https://sp/acs', 'http://sp/acs/', 'path'],
    ['https://sp/acs', 'https://sp.evil/acs', 'host'],
    ['https://sp/acs', 'https://sp@evil/acs', 'host'],
    ['https://sp/acs', 'acs', 'other'],
    ['urn:x', 'urn:y', 'path'],
  ])('%s and %s: %s', (expected, received, difference) => {
    expect(urlDifference(expected, received)).toBe(difference);
  });

  test('of several the closest is compared with', () => {
    expect(closestUrl(['https://a/', 'http://sp/acs', 'https://sp/acs/'], 'https://sp/acs')).toEqual({
      url: 'https://sp/acs/',
      difference: 'trailing-slash',
    });
    expect(closestUrl([], 'https://sp')).toBeNull();
  });

  test.each([
    ['https://idp/sso?SAMLRequest=a&RelayState=b&SigAlg=c&Signature=d', 'https://idp/sso'],
    ['https://idp/sso?idpid=1&SAMLRequest=a#x', 'https://idp/sso?idpid=1'],
    ['https://idp/sso', 'https://idp/sso'],
    ['not a url', 'not a url'],
  ])('%s without the parameters of the binding is %s', (url, address) => {
    expect(withoutSamlParameters(url)).toBe(address);
  });
});

describe('entity IDs', () => {
  test.each([
    ['https://sp', 'https://sp', 'same'],
    ['https://sp', 'https://sp/', 'trailing-slash'],
    ['https://sp', 'https://SP', 'case'],
    ['https://sp', 'http://sp', 'scheme'],
    ['https://sp', ' https://sp', 'white-space'],
    ['https://sp', 'https://other', 'other'],
  ])('%j and %j: %s', (expected, received, difference) => {
    expect(entityIdDifference(expected, received)).toBe(difference);
  });

  test('of several the closest pair counts', () => {
    expect(closestEntityId(['a', 'https://sp'], ['b', 'https://sp/'])).toMatchObject({
      received: 'https://sp/',
      difference: 'trailing-slash',
    });
    expect(closestEntityId([], ['a'])).toBeNull();
  });
});

describe('durations in words', () => {
  test.each([
    [0, '0 ms'],
    [31, '31 ms'],
    [1000, '1 second'],
    [61_000, '1 minute 1 second'],
    [3_600_000, '1 hour'],
    [90_061_000, '1 day 1 hour'],
    [172_800_000, '2 days'],
  ])('%d ms: %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});

describe('the product that sent a message', () => {
  test.each([
    ['https://sts.windows.net/3f2a/', 'Entra ID'],
    ['http://adfs.example/adfs/services/trust', 'AD FS'],
    ['http://www.okta.com/exk1', 'Okta'],
    ['urn:dev-1.eu.auth0.com', 'Auth0'],
    ['https://accounts.google.com/o/saml2?idpid=C1', 'Google'],
    ['https://app.onelogin.com/saml/metadata/1', 'OneLogin'],
    ['https://auth.pingone.eu/1', 'PingFederate'],
    ['https://kc.example/realms/master', 'Keycloak'],
    ['https://idp.example/idp/shibboleth', 'Shibboleth'],
    ['https://idp.example/simplesaml/saml2/idp/metadata.php', 'SimpleSAMLphp'],
    ['https://idp.example/metadata', null],
  ])('%s: %s', (issuer, vendor) => {
    const xml = RESPONSE.replace('<saml:Issuer>https://idp.example/metadata', `<saml:Issuer>${issuer}`);
    expect(vendorOf(readMessage(parseXml(xml)))).toBe(vendor);
  });

  test('is told from attributes where the issuer says nothing', () => {
    const xml = change(RESPONSE, 'Name="group"', 'Name="http://schemas.microsoft.com/identity/claims/tenantid"');
    expect(vendorOf(readMessage(parseXml(xml)))).toBe('Entra ID');
  });
});
