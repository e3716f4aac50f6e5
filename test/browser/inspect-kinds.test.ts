import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { response11 } from '#test/fixtures/saml11.ts';
import { pasteText, textOf } from './inspect/actions.ts';
import { FEDERATION } from './inspect/federation.ts';
import { type Inspector, type InspectorPage, startInspector } from './inspect/inspector.ts';

let inspector: Inspector;
let sight: InspectorPage;

beforeAll(async () => {
  inspector = await startInspector();
});
afterAll(() => inspector.close());
beforeEach(async () => {
  sight = await inspector.open();
});
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function paste(text: string): Promise<readonly [head: string, body: string]> {
  await pasteText(sight.page, text);
  await sight.page.waitForSelector('.row');
  return [await textOf(sight.page, '.detail-head'), await textOf(sight.page, '.tab-panel')];
}

const sourceId = createHash('sha1').update('https://idp.university.example/shibboleth').digest();
const handle = Buffer.alloc(20, 7);
const ARTIFACT = Buffer.concat([Buffer.from([0, 4, 0, 1]), sourceId, handle]).toString('base64');

describe('messages that are no XML', () => {
  it('an artifact is taken apart, and says where the message is', async () => {
    const [head, body] = await paste(
      `https://sp.example/acs?SAMLart=${encodeURIComponent(ARTIFACT)}&RelayState=%2Fhome`,
    );
    expect(head).toMatch(/^Artifact/);
    expect(body).toMatch(/fetches from the issuer directly/);
    expect(body).toContain(`Source ID ${sourceId.toString('hex')}`);
    expect(body).toContain(`Message handle ${handle.toString('hex')}`);
    expect(body).toMatch(/Type 0004 SAML 2\.0 .*Endpoint 1 .*RelayState \/home/);
  });

  it('a sign-in request of WS-Federation shows its parameters', async () => {
    const [head, body] = await paste(
      'https://sts.example/adfs/ls/?wa=wsignin1.0&wtrealm=urn%3Asp&wctx=abc&wreply=https%3A%2F%2Fsp.example%2F',
    );
    expect(head).toMatch(/^SignInRequest/);
    expect(body).toMatch(/Action wsignin1\.0.*Realm urn:sp.*Answer to https:\/\/sp\.example\/.*Context abc/);
  });
});

describe('messages of other kinds', () => {
  it.each([
    [
      'ArtifactResolve',
      `<samlp:ArtifactResolve xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" Version="2.0" IssueInstant="2026-01-12T10:43:12Z"><samlp:Artifact>${ARTIFACT}</samlp:Artifact></samlp:ArtifactResolve>`,
      /Message handle 0707/,
    ],
    [
      'AttributeQuery',
      '<samlp:AttributeQuery xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="2026-01-12T10:43:12Z"><saml:Subject><saml:NameID>anne</saml:NameID></saml:Subject><saml:Attribute Name="groups"/></samlp:AttributeQuery>',
      /NameID anne.*Attributes asked groups/,
    ],
    [
      'Assertion of SAML 1.1',
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" MajorVersion="1" MinorVersion="1" AssertionID="_a" Issuer="urn:idp" IssueInstant="2026-01-12T10:43:12Z"><saml:AttributeStatement><saml:Subject><saml:NameIdentifier>anne</saml:NameIdentifier></saml:Subject><saml:Attribute AttributeName="groups" AttributeNamespace="urn:x"><saml:AttributeValue>Sales</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>',
      /Assertion.*NameID anne/,
    ],
    [
      'Response of SAML 1.1',
      response11({
        idp: 'https://idp.example',
        audience: 'https://sp',
        recipient: 'https://sp/acs',
        now: Date.UTC(2026, 0, 12),
      }),
      /Status Success.*Destination https:\/\/sp\/acs.*NameID anne@example\.com.*Confirmed by bearer/,
    ],
    [
      'Security token',
      `<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust" Context="ctx"><t:TokenType>urn:token</t:TokenType><wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><a xmlns="urn:a">https://sp.example/</a></wsp:AppliesTo><t:RequestedSecurityToken><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"/></t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`,
      /Token EncryptedData Token type urn:token Applies to https:\/\/sp\.example\/ Context ctx/,
    ],
    [
      'SOAP fault',
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault><faultcode>S:Client</faultcode><faultstring>no such artifact</faultstring></S:Fault></S:Body></S:Envelope>',
      /Status message no such artifact/,
    ],
    [
      'AuthnRequest',
      '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="2026-01-12T10:43:12Z" ProviderName="Hub" AttributeConsumingServiceIndex="3"><saml:Issuer>https://sp</saml:Issuer><samlp:Extensions><eid:SPType xmlns:eid="urn:eid">public</eid:SPType></samlp:Extensions><samlp:NameIDPolicy AllowCreate="true" SPNameQualifier="https://group"/><samlp:Scoping ProxyCount="2"><samlp:IDPList><samlp:IDPEntry ProviderID="https://one.idp"/><samlp:IDPEntry ProviderID="https://two.idp"/></samlp:IDPList><samlp:RequesterID>https://behind</samlp:RequesterID></samlp:Scoping></samlp:AuthnRequest>',
      /NameID wanted any NameID for https:\/\/group.*New NameID may be made.*Attributes wanted 3.*Provider Hub.*Proxies at most 2 IdPs https:\/\/one\.idp IdPs https:\/\/two\.idp.*On behalf of https:\/\/behind.*Extensions.*eid:SPType Namespace urn:eid text public/,
    ],
    [
      'LogoutRequest',
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header><x:Trace xmlns:x="urn:x" id="7">abc</x:Trace></S:Header><S:Body><samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="2026-01-12T10:43:12Z"><saml:Issuer>https://idp</saml:Issuer><saml:NameID>anne</saml:NameID></samlp:LogoutRequest></S:Body></S:Envelope>',
      /SOAP headers.*x:Trace Namespace urn:x id 7 text abc/,
    ],
    [
      'Assertion',
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0" IssueInstant="2026-01-12T10:43:12Z"><saml:Issuer>https://idp</saml:Issuer><saml:Subject><saml:NameID>anne</saml:NameID></saml:Subject><saml:Conditions><saml:OneTimeUse/><saml:ProxyRestriction Count="1"><saml:Audience>https://next</saml:Audience></saml:ProxyRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="2026-01-12T10:43:12Z"><saml:SubjectLocality Address="192.0.2.7"/><saml:AuthnContext><saml:AuthnContextClassRef>urn:x:Password</saml:AuthnContextClassRef><saml:AuthenticatingAuthority>https://home.idp</saml:AuthenticatingAuthority></saml:AuthnContext></saml:AuthnStatement><saml:AuthzDecisionStatement Resource="https://app/" Decision="Permit"><saml:Action Namespace="urn:a">Read</saml:Action></saml:AuthzDecisionStatement></saml:Assertion>',
      /Logged in at https:\/\/home\.idp Logged in from 192\.0\.2\.7 Use once only Passing on once at most to https:\/\/next Decision Permit: Read https:\/\/app\//,
    ],
    [
      'Thing',
      '<samlp:Thing xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" size="3"><x:Part xmlns:x="urn:x">one</x:Part></samlp:Thing>',
      /Element.*samlp:Thing Namespace urn:oasis:names:tc:SAML:2.0:protocol size 3 Part one/,
    ],
  ])('%s says what only it has', async (title, xml, expected) => {
    const [head, body] = await paste(xml);
    expect(head.startsWith(title)).toBe(true);
    expect(body).toMatch(expected);
  });

  it('metadata of a federation shows names, contacts, scopes, categories and who registered it', async () => {
    await paste(FEDERATION);
    await sight.page.waitForFunction(() => document.querySelector('.tab-panel')?.textContent?.includes('Helpdesk'));
    const body = await textOf(sight.page, '.tab-panel');
    expect(body).toMatch(/Name Example University en Name Beispiel-Universität de/);
    expect(body).toMatch(/Organization Example University Ltd en/);
    expect(body).toMatch(/Contact Helpdesk, help@university\.example support/);
    expect(body).toMatch(/Scopes university\.example/);
    expect(body).toMatch(/Entity attribute http:\/\/refeds\.org\/category\/research-and-scholarship/);
    expect(body).toMatch(/Wants WantAuthnRequestsSigned/);
    expect(body).toMatch(/ArtifactResolutionService https:\/\/idp\.university\.example\/artifact/);
    expect(body).toMatch(/Registered by https:\/\/federation\.example/);
  });
});
