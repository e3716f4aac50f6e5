import { describe, expect, it } from 'vitest';
import { shortUri } from '#shared/base/short-uri.ts';
import { certificateAge, toFingerprint } from '#shared/explain/facts/certificate-facts.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { parametersOf } from '../../../../extension/store/base/parameters.ts';
import { findAll } from '../../../../extension/store/base/search.ts';
import { filterAttributes, toTable } from '../../../../extension/store/message/attributes.ts';
import { toShortName } from '../../../../extension/store/message/describe-message.ts';
import { toPem } from '../../../../extension/store/trust/certificates.ts';
import { makeSigner } from '../../../fixtures/signer.ts';

const element = parseXml('<a/>').root;
const attribute = (name: string, friendlyName: string | null, values: string[]) => ({
  element,
  name,
  friendlyName,
  nameFormat: null,
  values,
});
const GROUPS = attribute('http://schemas.xmlsoap.org/claims/Group', 'groups', ['Sales', 'VPN']);
const MAIL = attribute('mail', null, ['anne@example.com']);

describe('attributes', () => {
  it.each([
    ['', [GROUPS, MAIL]],
    ['GROUP', [GROUPS]],
    ['vpn', [GROUPS]],
    ['anne', [MAIL]],
    ['nobody', []],
  ])('filtered by %j', (filter, expected) => {
    expect(filterAttributes([GROUPS, MAIL], filter)).toEqual(expected);
  });

  it('become a table with one line for each value', () => {
    expect(toTable([GROUPS, attribute('empty', null, [])])).toBe(`${GROUPS.name}\tSales\n${GROUPS.name}\tVPN\nempty\t`);
  });

  it('cannot break out of the table, nor run as a formula', () => {
    expect(toTable([attribute('=cmd()', null, ['a\tb\r\nc', '@x', '-1'])])).toBe(
      "'=cmd()\ta b c\n'=cmd()\t'@x\n'=cmd()\t'-1",
    );
  });
});

describe('a certificate', () => {
  it('is written as the PEM that it came from, and its fingerprint as other tools write it', async () => {
    const { certificate, certificatePem } = await makeSigner();
    expect(toPem(certificate).trim()).toBe(certificatePem.trim());
    expect(toFingerprint('00ff1a')).toBe('00:FF:1A');
    expect(certificateAge(certificate, certificate.notBefore - 1000)).toBe('begins in 1 second');
    expect(certificateAge(certificate, certificate.notAfter + 86_400_000)).toBe('expired 1 day ago');
    expect(certificateAge(certificate, certificate.notAfter - 86_400_000)).toBe('expires in 1 day');
  });
});

describe('short names', () => {
  it.each([
    ['https://idp.example:8443/metadata', 'idp.example:8443'],
    ['urn:example:idp', 'urn:example:idp'],
    ['', 'unknown'],
    [null, 'unknown'],
  ])('of %j', (identifier, expected) => {
    expect(toShortName(identifier)).toBe(expected);
  });

  it.each([
    ['urn:oasis:names:tc:SAML:2.0:status:Success', 'Success'],
    ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'rsa-sha256'],
    ['plain', 'plain'],
    ['://', '://'],
  ])('of the URI %s', (uri, expected) => {
    expect(shortUri(uri)).toBe(expected);
  });
});

describe('parameters of an exchange', () => {
  const exchange = {
    id: '1',
    startedAt: null,
    duration: null,
    method: 'POST',
    url: 'https://sp.example/acs?x=%C3%A9',
    requestHeaders: [],
    status: null,
    statusText: '',
    responseHeaders: [],
    redirectUrl: null,
    responseText: null,
    error: null,
    source: 'har' as const,
    tab: null,
  };

  it('are those of the URL and of the form, decoded', () => {
    const requestBody = {
      mimeType: 'application/x-www-form-urlencoded; charset=UTF-8',
      text: 'SAMLResponse=PHg%2B&RelayState=a+b',
      params: null,
    };
    expect(parametersOf({ ...exchange, requestBody })).toEqual([
      { name: 'x', value: 'é' },
      { name: 'SAMLResponse', value: 'PHg+' },
      { name: 'RelayState', value: 'a b' },
    ]);
  });

  it('of a form are read from its text: Chrome tells its parameters still escaped beside it', () => {
    const params = [{ name: 'SAMLResponse', value: 'PHg%2B' }];
    const requestBody = { mimeType: 'application/x-www-form-urlencoded', text: 'SAMLResponse=PHg%2B', params };
    expect(parametersOf({ ...exchange, url: 'x', requestBody })).toEqual([{ name: 'SAMLResponse', value: 'PHg+' }]);
    expect(parametersOf({ ...exchange, url: 'x', requestBody: { ...requestBody, text: null } })).toEqual(params);
  });

  it('are not looked for in a body of another kind', () => {
    expect(
      parametersOf({
        ...exchange,
        url: 'x',
        requestBody: { mimeType: 'text/xml', text: '<a b="c=d"/>', params: null },
      }),
    ).toEqual([]);
  });
});

describe('search', () => {
  it('ignores case, takes every character for itself, and stops at its limit', () => {
    expect(findAll('a.b A.B axb', 'A.b')).toEqual([0, 4]);
    expect(findAll('aaaa', 'a', 2)).toEqual([0, 1]);
    expect(findAll('aaaa', '')).toEqual([]);
  });
});
