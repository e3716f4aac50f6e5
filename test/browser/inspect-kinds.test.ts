import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
    expect(body).toMatch(/Type 4 SAML 2\.0 .*Endpoint 1 .*RelayState \/home/);
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
  ])('%s says what only it has', async (title, xml, expected) => {
    const [head, body] = await paste(xml);
    expect(head.startsWith(title)).toBe(true);
    expect(body).toMatch(expected);
  });

  it('metadata of a federation shows names, contacts, scopes, categories and who registered it', async () => {
    await paste(FEDERATION);
    await sight.page.waitForFunction(() => document.querySelector('.tab-panel')?.textContent?.includes('Helpdesk'));
    const body = await textOf(sight.page, '.tab-panel');
    expect(body).toMatch(/Name Example University \(en\), Beispiel-Universität \(de\)/);
    expect(body).toMatch(/Organization Example University Ltd \(en\)/);
    expect(body).toMatch(/Contact Helpdesk, help@university\.example support/);
    expect(body).toMatch(/Scopes university\.example/);
    expect(body).toMatch(/Entity attribute http:\/\/refeds\.org\/category\/research-and-scholarship/);
    expect(body).toMatch(/Wants WantAuthnRequestsSigned/);
    expect(body).toMatch(/Other services ArtifactResolutionService https:\/\/idp\.university\.example\/artifact/);
    expect(body).toMatch(/Registered by https:\/\/federation\.example/);
  });
});
