import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { payloadOf } from '#shared/inspection/payload.ts';
import { BINDING, NAMESPACE, STATUS_CODE } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { administrator } from '#test/fixtures/api-client.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { receiverOf } from '#test/fixtures/encrypter.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { makeSigner } from '#test/fixtures/signer.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, idOf, idpSigner, postInstead, responseOf } from './forge.ts';
import { idpLogoutRequest, idpLogoutResponse, type Subject, subjectOf } from './idp-messages.ts';
import { backChannel } from './known-back-channel.ts';

let world: CompanionWorld;
beforeEach(async () => {
  world = await makeCompanionWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const endpoint = () => `${world.url()}/hub/saml/slo/soap`;
const envelope = (
  content: string,
  { namespace = NAMESPACE.soap11, header = '' }: { namespace?: string; header?: string } = {},
) => `<S:Envelope xmlns:S="${namespace}">${header}<S:Body>${content}</S:Body></S:Envelope>`;

async function isLoggedIn(browser = world.browser): Promise<boolean> {
  return 'userId' in JSON.parse((await browser.open(`${world.url()}/hub/qps/user`)).html);
}

async function logIn(name = 'Anne', browser = world.browser): Promise<Subject> {
  const page = await beforeAcs(world, name, browser);
  await postInstead(page, responseOf(page), browser);
  expect(await isLoggedIn(browser)).toBe(true);
  return subjectOf(responseOf(page));
}

/** A LogoutRequest for the SOAP address, unsigned. */
function request(subject: Subject, changes: Parameters<typeof idpLogoutRequest>[2] = {}): string {
  return idpLogoutRequest(world, subject, { destination: endpoint(), ...changes });
}

async function signed(xml: string, signer?: Awaited<ReturnType<typeof idpSigner>>): Promise<string> {
  return await (signer ?? (await idpSigner(world))).sign(xml, idOf(xml, 'samlp:LogoutRequest'));
}

/** Posts as an IdP's server does: no cookie, no browser. */
async function post(body: string, type = 'text/xml; charset=utf-8') {
  const answer = await fetch(endpoint(), { method: 'POST', body, headers: { 'content-type': type } });
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get('content-type'), headers: answer.headers, text };
}

/** What the answer says, its signature verified by the certificate in the companion's metadata. */
async function readAnswer(text: string) {
  const metadata = await (await fetch(`${world.url()}/hub/saml/metadata`)).text();
  const pem = /<ds:X509Certificate>([^<]*)/.exec(metadata)?.[1] ?? '';
  const document = payloadOf(parseXml(text));
  const key = { certificate: await readCertificate(pem), entityId: null, source: 'pasted' } as const;
  const message = readMessage(document);
  if (message.kind !== 'LogoutResponse') throw new Error(`not a LogoutResponse: ${text}`);
  const reports = await verifySignatures(document, [key]);
  return { message, codes: message.status?.codes, signatures: reports.map(({ on, outcome }) => `${on} ${outcome}`) };
}

describe('a LogoutRequest over SOAP (saml-bindings 3.2, saml-profiles 4.4)', () => {
  test('signed by the IdP: the session ends with no browser involved, and a signed LogoutResponse says so', async () => {
    const xml = await signed(request(await logIn()));
    const answer = await post(envelope(xml));
    expect([answer.status, answer.type]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const { message, codes, signatures } = await readAnswer(answer.text);
    expect([codes, signatures]).toEqual([[STATUS_CODE.success], ['LogoutResponse valid']]);
    expect(message.inResponseTo).toBe(idOf(xml, 'samlp:LogoutRequest'));
    expect(message.issuer?.value).toBe(`${world.url()}/hub/saml/metadata`);
    expect(await isLoggedIn()).toBe(false);

    // What no browser has seen is there for a linked panel, and once, however often it comes.
    await post(envelope(xml));
    const admin = administrator(world.url, world.companion().newToken ?? '');
    const carried = await backChannel(admin, [idOf(xml, 'samlp:LogoutRequest')]);
    expect(carried.map(({ url, status, source }) => [url, status, source])).toEqual([[endpoint(), 200, 'companion']]);
    expect(carried[0]?.requestBody?.text).toBe(envelope(xml));
    expect(carried[0]?.responseText).toBe(answer.text);
  });

  test('in SOAP 1.2 is answered in SOAP 1.2', async () => {
    const body = envelope(await signed(request(await logIn())), { namespace: NAMESPACE.soap12 });
    const answer = await post(body, 'application/soap+xml; charset=utf-8');
    expect([answer.status, answer.type]).toEqual([200, 'application/soap+xml; charset=utf-8']);
    expect(parseXml(answer.text).root.namespace).toBe(NAMESPACE.soap12);
    expect((await readAnswer(answer.text)).codes).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(false);
  });

  test('with header blocks that nobody has to understand is taken', async () => {
    const header =
      '<S:Header><p:Request xmlns:p="urn:liberty:paos:2003-08" responseConsumerURL="https://x"/></S:Header>';
    const answer = await post(envelope(await signed(request(await logIn())), { header }));
    expect((await readAnswer(answer.text)).codes).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(false);
  });

  test('with a header block of PAOS that must be understood gets the fault for that (SOAP 1.1, 4.2.3)', async () => {
    const header =
      '<S:Header><p:Request xmlns:p="urn:liberty:paos:2003-08" S:mustUnderstand="1" S:actor="http://schemas.xmlsoap.org/soap/actor/next"/></S:Header>';
    const answer = await post(envelope(await signed(request(await logIn())), { header }));
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('<faultcode>S:MustUnderstand</faultcode>');
    expect(await isLoggedIn()).toBe(true);
  });

  test('with an encrypted NameID for the companion’s key is opened', async () => {
    const subject = await logIn();
    const key = await readFile(join(world.folder, 'state', 'hub.pem'), 'utf8');
    const receiver = receiverOf(key.split(/(?=-----BEGIN CERTIFICATE)/)[0] ?? '');
    const closed = encryptPart(request(subject), /<saml:NameID[\s\S]*?<\/saml:NameID>/, 'EncryptedID', receiver);
    receiver.dispose();
    expect(closed).not.toContain(subject.nameId.value);
    expect((await readAnswer((await post(envelope(await signed(closed)))).text)).codes).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(false);
  });

  test('without SessionIndex ends every session of that name, with one only that', async () => {
    const other = new HttpBrowser();
    const [one] = [await logIn(), await logIn('Anne', other)];
    await post(envelope(await signed(request(one))));
    expect([await isLoggedIn(), await isLoggedIn(other)]).toEqual([false, true]);
    await post(envelope(await signed(request(one, { sessionIndexes: [] }))));
    expect(await isLoggedIn(other)).toBe(false);
  });

  test('for somebody who is not here is answered with UnknownPrincipal', async () => {
    const subject = await logIn();
    const stranger = { ...subject, nameId: { ...subject.nameId, value: 'nobody' } };
    const { codes } = await readAnswer((await post(envelope(await signed(request(stranger))))).text);
    expect(codes).toEqual([STATUS_CODE.requester, STATUS_CODE.unknownPrincipal]);
    expect(await isLoggedIn()).toBe(true);
  });

  test('without a Destination is taken: the address it came to is its own (saml-core 3.2.1)', async () => {
    const answer = await post(envelope(await signed(request(await logIn(), { destination: null }))));
    expect((await readAnswer(answer.text)).codes).toEqual([STATUS_CODE.success]);
  });
});

describe('a replay', () => {
  test('does nothing and gets the same answer; a request of its own ends the session', async () => {
    const first = envelope(await signed(request(await logIn())));
    await post(first);
    const subject = await logIn();
    expect((await readAnswer((await post(first)).text)).codes).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(true);
    await post(envelope(await signed(request(subject))));
    expect(await isLoggedIn()).toBe(false);
  });

  test('is known after a restart, too, and so are the sessions to end', async () => {
    const first = envelope(await signed(request(await logIn())));
    await world.restart();
    expect((await readAnswer((await post(first)).text)).codes).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(false);
    await world.restart();
    await logIn();
    expect((await readAnswer((await post(first)).text)).codes).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(true);
  });
});

describe('refused, with the session left alone', () => {
  test.each<readonly [string, (subject: Subject) => Promise<string>, string]>([
    ['not signed', async (subject) => request(subject), 'not signed'],
    ['signed by somebody else', async (subject) => signed(request(subject), await makeSigner()), 'another key'],
    [
      'changed after it was signed',
      async (subject) => (await signed(request(subject))).replace(subject.sessionIndex, '_other'),
      'changed',
    ],
    [
      'for another address',
      async (subject) => signed(request(subject, { destination: 'https://other/slo' })),
      'Destination',
    ],
    [
      'for the address that browsers use',
      async (subject) => signed(request(subject, { destination: `${world.url()}/hub/saml/slo` })),
      'Destination',
    ],
    ['from somebody else', async (subject) => signed(request(subject, { issuer: 'https://other' })), 'other'],
    ['expired', async (subject) => signed(request(subject, { notOnOrAfter: Date.now() - 600_000 })), 'expired'],
    ['old', async (subject) => signed(request(subject, { issueInstant: Date.now() - 86_400_000 })), 'old'],
  ])('%s', async (_, make, words) => {
    const subject = await logIn();
    const answer = await post(envelope(await make(subject)));
    expect([answer.status, answer.type]).toEqual([403, 'text/xml; charset=utf-8']);
    expect(answer.text).toContain('<faultcode>S:Client</faultcode>');
    expect(answer.text).toContain(words);
    expect(answer.text).not.toContain('<ds:Signature');
    expect(await isLoggedIn()).toBe(true);
    expect((await readAnswer((await post(envelope(await signed(request(subject))))).text)).codes).toEqual([
      STATUS_CODE.success,
    ]);
  });
});

describe('what is no LogoutRequest gets a SOAP fault', () => {
  test.each<readonly [string, () => string, number]>([
    ['not XML', () => 'hello', 500],
    ['no envelope', () => '<a/>', 500],
    ['an empty Body', () => envelope(''), 500],
    ['two messages', () => envelope('<a/><b/>'), 500],
    ['a DOCTYPE', () => `<!DOCTYPE a>${envelope('<a/>')}`, 500],
    ['something else than SAML', () => envelope('<a xmlns="urn:x"/>'), 500],
    [
      'a LogoutResponse, which nobody waits for here',
      () => envelope(idpLogoutResponse(world, { inResponseTo: '_x', statusCodes: [STATUS_CODE.success] })),
      500,
    ],
    ['more than a megabyte', () => envelope(`<a>${'x'.repeat(1_100_000)}</a>`), 413],
  ])('%s', async (_, body, status) => {
    const answer = await post(body());
    expect([answer.status, answer.type]).toEqual([status, 'text/xml; charset=utf-8']);
    expect(payloadOf(parseXml(answer.text)).root.localName).toBe('Fault');
    expect(answer.text).toContain('<faultcode>S:Client</faultcode>');
  });

  test('in SOAP 1.2 the fault is one of SOAP 1.2', async () => {
    const answer = await post(envelope('<a/>', { namespace: NAMESPACE.soap12 }), 'application/soap+xml');
    expect([answer.status, answer.type]).toEqual([400, 'application/soap+xml; charset=utf-8']);
    expect(answer.text).toContain('<S:Code><S:Value>S:Sender</S:Value></S:Code>');
  });

  test('a form is not taken, nor what a page of another site can send without being asked', async () => {
    const xml = envelope(await signed(request(await logIn())));
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
      expect((await post(xml, type)).status).toBe(415);
    }
    expect(await isLoggedIn()).toBe(true);
    expect((await post(xml)).status).toBe(200);
  });

  test('a GET is told that there is only POST', async () => {
    expect((await fetch(endpoint())).status).toBe(405);
  });

  test('what a message says comes back as text only', async () => {
    const answer = await post(envelope('<a xmlns="urn:x:&lt;script&gt;"/>'));
    expect(answer.text).not.toContain('<script>');
  });
});

test('the metadata names the address by its binding', async () => {
  const metadata = readMessage(parseXml(await (await fetch(`${world.url()}/hub/saml/metadata`)).text()));
  const endpoints = metadata.kind === 'Metadata' ? (metadata.entities[0]?.sp?.singleLogout ?? []) : [];
  expect(endpoints.map(({ binding, location }) => [binding, location])).toEqual([
    [BINDING.redirect, `${world.url()}/hub/saml/slo`],
    [BINDING.post, `${world.url()}/hub/saml/slo`],
    [BINDING.soap, endpoint()],
  ]);
});
