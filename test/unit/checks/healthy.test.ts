import { describe, expect, test } from 'vitest';
import type { Finding } from '#shared/inspection/finding.ts';
import { HEALTHY_GROUPS } from './cases/attributes.ts';
import { ACS, certificateBase64, IDP_SLO, IDP_SSO, SLO } from './kit.ts';
import {
  AUTHN_REQUEST,
  idpMetadata,
  LOGOUT_BY_IDP,
  LOGOUT_BY_SP,
  LOGOUT_RESPONSE,
  RESPONSE,
  spMetadata,
} from './messages.ts';
import { findingsIn, type Situation } from './situation.ts';

const shown = (findings: readonly Finding[]) =>
  findings
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ code, outcome, severity, variant }) => `${outcome} ${severity} ${code} ${variant}`);

const byMetadata: Situation = {
  connection: null,
  requestIds: null,
  metadata: ({ idp, sp }) => [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))],
};

/** A recorded login and logout, as an inspector sees each message. */
const TRACE: readonly (readonly [string, Situation])[] = [
  [
    'the request',
    {
      xml: AUTHN_REQUEST,
      binding: 'redirect',
      sign: ['_request'],
      signer: ({ sp }) => sp,
      receivedUrl: `${IDP_SSO}?SAMLRequest=x`,
    },
  ],
  ['the response', { request: AUTHN_REQUEST, earlier: [AUTHN_REQUEST], receivedUrl: ACS }],
  [
    'the logout by the SP',
    { xml: LOGOUT_BY_SP, signer: ({ sp }) => sp, earlier: [AUTHN_REQUEST, RESPONSE], receivedUrl: IDP_SLO },
  ],
  [
    'its answer',
    { xml: LOGOUT_RESPONSE, request: LOGOUT_BY_SP, earlier: [AUTHN_REQUEST, RESPONSE, LOGOUT_BY_SP], receivedUrl: SLO },
  ],
  ['the logout by the IdP', { xml: LOGOUT_BY_IDP, earlier: [AUTHN_REQUEST, RESPONSE], receivedUrl: SLO }],
];

describe('a healthy trace has no error, no warning and nothing unknown', () => {
  test.each(TRACE)('%s, with metadata', async (_, situation) => {
    expect(shown(await findingsIn({ ...byMetadata, ...situation }))).toEqual([]);
  });

  test.each(TRACE.filter(([, { signer }]) => signer === undefined))('%s, with a connection', async (_, situation) => {
    expect(shown(await findingsIn({ requestIds: null, ...situation }))).toEqual([]);
  });

  test('a response at the gate', async () => {
    expect(shown(await findingsIn({ receiver: 'sp' }))).toEqual([]);
  });
});

describe('a healthy trace of which nothing is known has no error and no warning', () => {
  test.each(TRACE)('%s', async (_, situation) => {
    const findings = await findingsIn({ connection: null, requestIds: null, ...situation });
    expect(findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')).toEqual([]);
  });

  test.each(TRACE)('%s, pasted without the time', async (_, situation) => {
    const { receivedUrl: _url, earlier: _earlier, request: _request, ...rest } = situation;
    const findings = await findingsIn({ connection: null, requestIds: null, now: null, binding: 'unknown', ...rest });
    expect(findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')).toEqual([]);
  });
});

describe('groups that are as they should be are not complained about', () => {
  test.each(HEALTHY_GROUPS)('%s', async (_, values) => {
    const xml = RESPONSE.replace('<saml:AttributeValue>Sales</saml:AttributeValue>', values);
    expect(shown(await findingsIn({ xml }))).toEqual([]);
  });
});

describe('an assertion by itself, the token of another profile', () => {
  test('is not blamed for what only browser logins need', async () => {
    const token =
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_t" Version="2.0" IssueInstant="2026-01-01T12:00:00Z"><saml:Issuer>https://sts</saml:Issuer><saml:Subject><saml:NameID>anne</saml:NameID></saml:Subject></saml:Assertion>';
    const findings = await findingsIn({ xml: token, sign: ['_t'], connection: null });
    expect(findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')).toEqual([]);
  });
});

describe('metadata of a role for SAML 1.1 alone', () => {
  const SAML2 = 'urn:oasis:names:tc:SAML:2.0:protocol';
  const SAML1 = 'urn:oasis:names:tc:SAML:1.1:protocol urn:mace:shibboleth:1.0';
  const bare = (xml: string) => xml.replace(/<md:(?:SingleLogout|SingleSignOn|AssertionConsumer)Service [^>]*>/g, '');
  const asked = async (xml: string) =>
    (await findingsIn({ xml, sign: [], connection: null }))
      .filter(({ code, outcome }) => outcome === 'fail' && /^metadata-(?:endpoint|slo)/.test(code))
      .map(({ code, variant }) => `${code} ${variant}`);

  test.each([
    ['an IdP', idpMetadata('MIIB'), ['metadata-endpoint-missing sso', 'metadata-slo-missing idp']],
    ['an SP', spMetadata('MIIB'), ['metadata-endpoint-missing acs', 'metadata-slo-missing sp']],
  ])('%s is not asked for the endpoints of SAML 2.0; of SAML 2.0 it is', async (_, xml, expected) => {
    expect(await asked(bare(xml).replace(SAML2, SAML1))).toEqual([]);
    expect(await asked(bare(xml))).toEqual(expected);
    expect(await asked(bare(xml).replace(SAML2, `${SAML1} ${SAML2}`))).toEqual(expected);
    expect(await asked(bare(xml).replace(/ protocolSupportEnumeration="[^"]*"/, ''))).toEqual(expected);
  });

  test('an IdP of SAML 1.1 whose one endpoint is that of Shibboleth is well', async () => {
    const xml = idpMetadata('MIIB')
      .replace(SAML2, SAML1)
      .replace(/Binding="[^"]*"(?= Location="[^"]*sso")/, 'Binding="urn:mace:shibboleth:1.0:profiles:AuthnRequest"');
    expect(await asked(xml)).toEqual([]);
    expect(await asked(xml.replace(SAML1, SAML2))).toEqual(['metadata-endpoint-missing sso-binding']);
  });
});

describe('every finding', () => {
  test('is plain data that crosses a message port', async () => {
    const findings = await findingsIn({});
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  });
});
