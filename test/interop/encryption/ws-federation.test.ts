import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsFor } from '#shared/explain/words.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { encryptByXmlsec, makeReceiver } from '#test/fixtures/encrypter.ts';
import { exchangeOf, START } from '#test/fixtures/recording.ts';
import { runCli } from '#test/fixtures/run-cli.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const TRUST = 'http://schemas.xmlsoap.org/ws/2005/02/trust';
const IDP = 'https://sts.example/adfs';
const REALM = 'https://wsfed.example/';
const receiver = makeReceiver();
const stranger = makeReceiver();
const at = (name: string): string => join(receiver.folder, name);
afterAll(() => {
  receiver.dispose();
  stranger.dispose();
});

const VALID = 'NotBefore="2026-01-12T10:00:00Z" NotOnOrAfter="2026-01-12T12:00:00Z"';
const SAML11 = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" MajorVersion="1" MinorVersion="1" AssertionID="_t" Issuer="${IDP}" IssueInstant="2026-01-12T10:43:12Z"><saml:Conditions ${VALID}><saml:AudienceRestrictionCondition><saml:Audience>${REALM}</saml:Audience></saml:AudienceRestrictionCondition></saml:Conditions><saml:AttributeStatement><saml:Subject><saml:NameIdentifier>anne</saml:NameIdentifier><saml:SubjectConfirmation><saml:ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:bearer</saml:ConfirmationMethod></saml:SubjectConfirmation></saml:Subject><saml:Attribute AttributeName="group" AttributeNamespace="urn:ns"><saml:AttributeValue>Sales</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`;
const SAML20 = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_t" Version="2.0" IssueInstant="2026-01-12T10:43:12Z"><saml:Issuer>${IDP}</saml:Issuer><saml:Subject><saml:NameID>anne</saml:NameID></saml:Subject><saml:Conditions ${VALID}><saml:AudienceRestriction><saml:Audience>${REALM}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="group"><saml:AttributeValue>Sales</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`;

/** As AD FS and Entra ID send it: AES-256-CBC, the key by RSA-OAEP, no EncryptedAssertion around it. */
function sealed(token: string): string {
  return encryptByXmlsec(token, receiver, `${ENC}aes256-cbc`, `${ENC}rsa-oaep-mgf1p`, 'aes-256');
}

function answer(token: string): string {
  return `<t:RequestSecurityTokenResponse xmlns:t="${TRUST}"><wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><EndpointReference xmlns="http://www.w3.org/2005/08/addressing"><Address>${REALM}</Address></EndpointReference></wsp:AppliesTo><t:RequestedSecurityToken>${token}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`;
}

const form = (wresult: string) => `wa=wsignin1.0&wresult=${encodeURIComponent(wresult)}&wctx=rm%3D0`;

let signer: Signer;
beforeAll(async () => {
  signer = await makeSigner('sts');
});

const knowledge = (...privateKeyPems: string[]) =>
  knowledgeFrom({
    certificatePems: [signer.certificatePem],
    privateKeyPems,
    at: Date.parse('2026-01-12T10:43:20Z'),
  });

async function look(input: string, ...keys: string[]) {
  const report = await inspectInput(input, await knowledge(...keys));
  const shown = report.findings.filter(({ outcome }) => outcome !== 'pass');
  return { json: toJsonReport(report, { all: false }), findings: shown, codes: shown.map(({ code }) => code) };
}

describe.each([
  ['SAML 1.1', '1.1', SAML11],
  ['SAML 2.0', '2.0', SAML20],
])('an encrypted token of WS-Federation, %s inside', (_, samlVersion, token) => {
  it('is closed without a key, and says what opens it', async () => {
    const { json, findings } = await look(form(answer(sealed(await signer.sign(token, '_t')))));
    expect(json.messages).toMatchObject([{ kind: 'RequestSecurityTokenResponse', encrypted: true, subject: null }]);
    const unreadable = findings.find(({ code }) => code === 'encrypted-assertion-unreadable');
    expect(unreadable).toMatchObject({ received: 'aes256-cbc, rsa-oaep-mgf1p' });
    expect(findings.map((finding) => wordsFor(finding).fix).join(' ')).toContain('private key');
  });

  it('is read, verified and checked with the key', async () => {
    const { json, findings } = await look(form(answer(sealed(await signer.sign(token, '_t')))), receiver.privateKeyPem);
    expect(json.messages).toMatchObject([
      {
        kind: 'Assertion',
        binding: 'ws-federation',
        samlVersion,
        id: '_t',
        issuer: IDP,
        relayState: 'rm=0',
        encrypted: true,
        subject: { nameId: { value: 'anne' } },
        attributes: [{ name: 'group', values: ['Sales'] }],
        signatures: [{ on: 'Assertion', id: '_t', outcome: 'valid' }],
      },
    ]);
    expect(findings.filter(({ severity, outcome }) => severity === 'error' && outcome === 'fail')).toEqual([]);
  });

  it('that was changed before it was encrypted is told as changed', async () => {
    const changed = (await signer.sign(token, '_t')).replace('>anne<', '>mallory<');
    const { json, codes } = await look(form(answer(sealed(changed))), receiver.privateKeyPem);
    expect(json.messages[0]?.signatures).toMatchObject([{ outcome: 'invalid', reason: 'digest-mismatch' }]);
    expect(codes).toContain('signature-invalid');
  });

  it('that has expired is told so, once opened', async () => {
    const old = token.replace('T12:00:00Z', 'T10:30:00Z');
    const { codes } = await look(form(answer(sealed(await signer.sign(old, '_t')))), receiver.privateKeyPem);
    expect(codes).toContain('conditions-expired');
  });

  it('for another receiver stays closed, and says that it is the wrong key', async () => {
    const { json, codes } = await look(form(answer(sealed(token))), stranger.privateKeyPem);
    expect(json.messages).toMatchObject([{ kind: 'RequestSecurityTokenResponse' }]);
    expect(codes).toContain('encrypted-part-closed');
  });

  it('in an EncryptedAssertion, or pasted alone, is opened too', async () => {
    const data = sealed(await signer.sign(token, '_t'));
    const holder = `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${data}</saml:EncryptedAssertion>`;
    const inputs = samlVersion === '2.0' ? [data, holder, form(answer(holder))] : [data];
    for (const input of inputs) {
      const { json } = await look(input, receiver.privateKeyPem);
      expect(json.messages).toMatchObject([{ kind: 'Assertion', signatures: [{ outcome: 'valid' }] }]);
      expect((await look(input)).codes).toContain('encrypted-assertion-unreadable');
    }
  });

  it('in a recording is the answer of its login, with who takes part', async () => {
    const trace = createTrace({ knowledge: await knowledge(receiver.privateKeyPem) });
    const url = `https://sts.example/adfs/ls/?${new URLSearchParams({ wa: 'wsignin1.0', wtrealm: REALM, wctx: 'rm=0' })}`;
    const text = form(answer(sealed(await signer.sign(token, '_t'))));
    await trace.add(exchangeOf('1', START, { url }));
    await trace.add(
      exchangeOf('2', START + 1000, {
        method: 'POST',
        url: REALM,
        status: 302,
        redirectUrl: `${REALM}home`,
        responseHeaders: [{ name: 'Set-Cookie', value: 'FedAuth=1; path=/; secure; HttpOnly' }],
        requestBody: { mimeType: 'application/x-www-form-urlencoded', text, params: null },
      }),
    );
    const { flows } = trace.report();
    expect(flows).toMatchObject([{ kind: 'login', protocol: 'ws-federation', outcome: 'succeeded' }]);
    expect(flows[0]?.participants).toMatchObject([{ entityId: REALM }, { entityId: IDP }]);
  });

  it('inspect --key opens it', async () => {
    writeFileSync(at('token.xml'), answer(sealed(await signer.sign(token, '_t'))));
    writeFileSync(at('sts.pem'), signer.certificatePem);
    const args = ['inspect', at('token.xml'), '--cert', at('sts.pem'), '--key', at('key.pem'), '--format', 'json'];
    const { stdout } = await runCli(args);
    expect(JSON.parse(stdout).messages).toMatchObject([{ id: '_t', signatures: [{ outcome: 'valid' }] }]);
  });
});

describe('what comes out must be a token', () => {
  it.each([
    ['another element', '<x/>'],
    ['two assertions', SAML11 + SAML20],
    ['a Response', '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>'],
    ['an end tag that would close the document around it', '</t:RequestedSecurityToken><t:RequestedSecurityToken>'],
  ])('%s stays closed', async (_, content) => {
    const { json, codes } = await look(form(answer(sealed(content))), receiver.privateKeyPem);
    expect(json.messages).toMatchObject([{ kind: 'RequestSecurityTokenResponse', subject: null }]);
    expect(codes).toContain('encrypted-part-closed');
  });

  it('an EncryptedData anywhere else is nobody’s token', async () => {
    const elsewhere = answer(`<wrapper>${sealed(SAML11)}</wrapper>`);
    expect((await look(form(elsewhere), receiver.privateKeyPem)).json.messages[0]?.subject).toBe(null);
  });

  it('of several tokens each is a message, opened or not', async () => {
    const one = answer(sealed(await signer.sign(SAML11, '_t')));
    const two = answer(SAML20.replace('_t', '_plain'));
    const collection = `<t:RequestSecurityTokenResponseCollection xmlns:t="${TRUST}">${one}${two}</t:RequestSecurityTokenResponseCollection>`;
    const ids = async (...keys: string[]) =>
      (await look(form(collection), ...keys)).json.messages.map(({ id, kind }) => id ?? kind);
    expect(await ids()).toEqual(['RequestSecurityTokenResponseCollection', '_plain']);
    expect(await ids(receiver.privateKeyPem)).toEqual(['_t', '_plain']);
  });
});
