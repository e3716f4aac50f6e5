import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { URI } from '#shared/crypto/algorithms.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readUrl } from '#shared/wire/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, companionSigner, idOf, idpSigner, postInstead, responseOf } from './forge.ts';
import {
  idpLogoutRequest,
  idpLogoutResponse,
  idpRedirectSigner,
  type Subject,
  sloUrl,
  subjectOf,
} from './idp-messages.ts';

let world: CompanionWorld;

beforeEach(async () => {
  world = await makeCompanionWorld();
});

afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

async function isLoggedIn(browser = world.browser): Promise<boolean> {
  const { html } = await browser.open(`${world.url()}/hub/qps/user`);
  return 'userId' in JSON.parse(html);
}

/** Logs in and gives what the IdP said of the subject. */
async function logIn(name = 'Anne', browser = world.browser): Promise<Subject> {
  const page = await beforeAcs(world, name, browser);
  await postInstead(page, responseOf(page), browser);
  expect(await isLoggedIn(browser)).toBe(true);
  return subjectOf(responseOf(page));
}

const isSentToIdp = ({ url }: { url: string }) => url.startsWith(`${world.idp.url}/slo`);

/** The message that a redirect carries. */
function messageIn(location: string | null): SamlMessage {
  const wire = readUrl(location ?? '')[0]?.wire;
  if (!wire) throw new Error(`no message in ${location}`);
  return readMessage(parseXml(wire.xml));
}

/** Sends a message to the single logout address as an IdP's frame would: without any cookie. */
async function send(url: string): Promise<{ status: number; location: string | null; html: string }> {
  const answer = await fetch(url, { redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() };
}

async function sendRequest(xml: string, relayState: string | null = null) {
  return send(await sloUrl(world, { parameter: 'SAMLRequest', xml, relayState }));
}

function statusOf(location: string | null): readonly string[] {
  const message = messageIn(location);
  return message.kind === 'LogoutResponse' ? (message.status?.codes ?? []) : [message.kind];
}

describe('a logout that the user begins (saml-profiles 4.4.3)', () => {
  test('ends the session here, at the IdP, and says so', async () => {
    await world.logIn('Anne');
    const page = await world.browser.click(await world.browser.open(`${world.url()}/hub/`), 'Log out');
    expect(page.text).toContain('the other applications were told');
    expect(page.text).toContain('CORP\\anne');
    expect(await isLoggedIn()).toBe(false);
    expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('asks for no password');
  });

  test('sends the NameID exactly as it came, with its qualifiers, and every SessionIndex, signed', async () => {
    const subject = await logIn();
    const page = await world.browser.open(`${world.url()}/hub/logout`, isSentToIdp);
    const location = page.headers.get('location');
    const request = messageIn(location);
    expect(request).toMatchObject({
      kind: 'LogoutRequest',
      nameId: subject.nameId,
      sessionIndexes: [subject.sessionIndex],
    });
    const parts = readUrl(location ?? '')[0]?.wire?.redirectSignature;
    const { trusted } = await companionSigner(world);
    expect(parts && (await verifyRedirectSignature(parts, [trusted]))).toMatchObject({
      outcome: 'valid',
      algorithm: URI.rsaSha256,
    });
  });

  test('the session is dead before the IdP is asked, whatever comes of that', async () => {
    await world.logIn('Anne');
    const cookie = world.browser.cookies.of('localhost').get('hub.session');
    await world.browser.open(`${world.url()}/hub/logout`, isSentToIdp);
    const answer = await fetch(`${world.url()}/hub/qps/user`, { headers: { cookie: `hub.session=${cookie}` } });
    expect(await answer.json()).toMatchObject({ session: 'inactive' });
  });

  test.each([
    ['PartialLogout', [STATUS_CODE.success, STATUS_CODE.partialLogout], 'You are logged out here, but not everywhere'],
    ['PartialLogout as some send it', [STATUS_CODE.partialLogout], 'You are logged out here, but not everywhere'],
    ['a failure', [STATUS_CODE.responder, STATUS_CODE.requestDenied], 'You are logged out here, perhaps nowhere else'],
  ])('%s is told as it is', async (_, statusCodes, words) => {
    await world.logIn('Anne');
    const asked = await world.browser.open(`${world.url()}/hub/logout`, isSentToIdp);
    const request = messageIn(asked.headers.get('location'));
    const inResponseTo = 'id' in request ? request.id : null;
    const xml = idpLogoutResponse(world, { inResponseTo, statusCodes, statusMessage: 'as <b>told</b>' });
    const page = await world.browser.open(await sloUrl(world, { parameter: 'SAMLResponse', xml }));
    expect(page.text).toContain(words);
    expect(page.text).toContain('as <b>told</b>');
    expect(page.text).toContain(statusCodes.join(' '));
    expect((await world.browser.open(page.url)).text).toContain(words);
  });

  test('by POST the answer is taken as well, signed inside', async () => {
    await world.logIn('Anne');
    const asked = await world.browser.open(`${world.url()}/hub/logout`, isSentToIdp);
    const request = messageIn(asked.headers.get('location'));
    const xml = idpLogoutResponse(world, {
      inResponseTo: 'id' in request ? request.id : null,
      statusCodes: [STATUS_CODE.success],
    });
    const signed = await (await idpSigner(world)).sign(xml, idOf(xml, 'samlp:LogoutResponse'));
    const body = new URLSearchParams({ SAMLResponse: Buffer.from(signed).toString('base64') }).toString();
    const page = await world.browser.send({
      method: 'POST',
      url: `${world.url()}/hub/saml/slo`,
      body,
      initiator: '127.0.0.1',
    });
    expect(page.text).toContain('the other applications were told');
  });

  test('an answer is refused that is unsigned, to another request, or from somebody else; the true one still counts', async () => {
    await world.logIn('Anne');
    const asked = await world.browser.open(`${world.url()}/hub/logout`, isSentToIdp);
    const request = messageIn(asked.headers.get('location'));
    const inResponseTo = 'id' in request ? request.id : null;
    const statusCodes = [STATUS_CODE.success];
    const answer = (changes = {}) => idpLogoutResponse(world, { inResponseTo, statusCodes, ...changes });
    const refused = [
      await sloUrl(world, { parameter: 'SAMLResponse', xml: answer(), signer: null }),
      await sloUrl(world, { parameter: 'SAMLResponse', xml: answer({ inResponseTo: '_other' }) }),
      await sloUrl(world, { parameter: 'SAMLResponse', xml: answer({ inResponseTo: null }) }),
      await sloUrl(world, { parameter: 'SAMLResponse', xml: answer({ issuer: 'https://other.example' }) }),
      await sloUrl(world, { parameter: 'SAMLResponse', xml: answer({ destination: 'https://other.example/slo' }) }),
    ];
    for (const url of refused) {
      const { status, html } = await send(url);
      expect(status).toBe(403);
      expect(html).toContain('nobody knows whether its own session has');
    }
    const page = await world.browser.open(await sloUrl(world, { parameter: 'SAMLResponse', xml: answer() }));
    expect(page.text).toContain('the other applications were told');
  });

  test('another site cannot log anybody out: the user is asked', async () => {
    await world.logIn('Anne');
    const cookie = world.browser.cookies.header({
      url: new URL(`${world.url()}/hub/`),
      method: 'GET',
      initiator: null,
    });
    const headers = { cookie, 'sec-fetch-site': 'cross-site' };
    const page = await fetch(`${world.url()}/hub/logout`, { headers, redirect: 'manual' });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('If you did not mean to log out');
    const post = await fetch(`${world.url()}/hub/logout`, { method: 'POST', headers, redirect: 'manual' });
    expect(post.status).toBe(200);
    const token = await fetch(`${world.url()}/hub/logout?token=wrong`, { headers, redirect: 'manual' });
    expect(token.status).toBe(200);
    expect(await isLoggedIn()).toBe(true);
  });

  test('DELETE on qps/user ends the session here and says where to end it at the IdP', async () => {
    await world.logIn('Anne');
    const cookie = world.browser.cookies.header({
      url: new URL(`${world.url()}/hub/`),
      method: 'GET',
      initiator: null,
    });
    const answer = await fetch(`${world.url()}/hub/qps/user`, { method: 'DELETE', headers: { cookie } });
    const body = (await answer.json()) as Record<string, string>;
    expect(body).toMatchObject({ session: 'inactive', loginUri: `${world.url()}/hub/saml/login` });
    expect(await isLoggedIn()).toBe(false);
    expect((await world.browser.open(body['singleLogoutUri'] ?? '')).text).toContain(
      'the other applications were told',
    );
  });

  test('a request in flight does not bring the session back', async () => {
    await world.logIn('Anne');
    const cookie = world.browser.cookies.header({
      url: new URL(`${world.url()}/hub/`),
      method: 'GET',
      initiator: null,
    });
    const ask = () => fetch(`${world.url()}/hub/`, { headers: { cookie }, redirect: 'manual' });
    await Promise.all([
      ask(),
      ask(),
      fetch(`${world.url()}/hub/logout`, { headers: { cookie }, redirect: 'manual' }),
      ask(),
      ask(),
    ]);
    expect((await ask()).status).toBe(302);
  });
});

describe('a logout that the IdP begins (saml-profiles 4.4.3.2)', () => {
  test('ends the session without needing the cookie, and answers Success, signed, with RelayState', async () => {
    const subject = await logIn();
    const xml = idpLogoutRequest(world, subject);
    const { status, location } = await sendRequest(xml, 'state with space & more');
    expect(status).toBe(303);
    expect(location).toContain(`${world.idp.url}/slo?SAMLResponse=`);
    expect(messageIn(location)).toMatchObject({
      kind: 'LogoutResponse',
      inResponseTo: idOf(xml, 'samlp:LogoutRequest'),
      status: { codes: [STATUS_CODE.success] },
      destination: `${world.idp.url}/slo`,
    });
    expect(new URL(location ?? '').searchParams.get('RelayState')).toBe('state with space & more');
    const parts = readUrl(location ?? '')[0]?.wire?.redirectSignature;
    expect(parts && (await verifyRedirectSignature(parts, [(await companionSigner(world)).trusted]))?.outcome).toBe(
      'valid',
    );
    expect(await isLoggedIn()).toBe(false);
  });

  test('by POST, signed inside, as well', async () => {
    const subject = await logIn();
    const xml = idpLogoutRequest(world, subject);
    const signed = await (await idpSigner(world)).sign(xml, idOf(xml, 'samlp:LogoutRequest'));
    const body = new URLSearchParams({ SAMLRequest: Buffer.from(signed).toString('base64'), RelayState: 'x' });
    const answer = await fetch(`${world.url()}/hub/saml/slo`, { method: 'POST', body, redirect: 'manual' });
    expect(statusOf(answer.headers.get('location'))).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(false);
  });

  test('in the browser: from the IdP’s page round to the IdP’s page', async () => {
    await world.logIn('Anne');
    const home = await world.browser.open(world.idp.url);
    const page = await world.browser.press(home, 'Log out everywhere');
    expect(page.url).toContain(world.idp.url);
    expect(await isLoggedIn()).toBe(false);
  });

  test('ends only the session of the SessionIndex; without one, all of that name', async () => {
    const one = await logIn('Anne');
    const phone = new HttpBrowser();
    const two = await logIn('Anne', phone);
    expect(two.nameId).toEqual(one.nameId);
    await sendRequest(idpLogoutRequest(world, one));
    expect([await isLoggedIn(), await isLoggedIn(phone)]).toEqual([false, true]);
    await logIn('Anne', world.browser);
    await sendRequest(idpLogoutRequest(world, one, { sessionIndexes: [] }));
    expect([await isLoggedIn(), await isLoggedIn(phone)]).toEqual([false, false]);
  });

  test('somebody else’s session is never ended: another name, or a SessionIndex that is not theirs', async () => {
    const anne = await logIn('Anne');
    const phone = new HttpBrowser();
    const eddie = await logIn('Eddie', phone);
    const mixed = await sendRequest(idpLogoutRequest(world, { ...anne, sessionIndex: eddie.sessionIndex }));
    expect(statusOf(mixed.location)).toEqual([STATUS_CODE.requester, STATUS_CODE.unknownPrincipal]);
    const unknown = await sendRequest(
      idpLogoutRequest(world, { ...anne, nameId: { ...anne.nameId, value: 'nobody' } }),
    );
    expect(statusOf(unknown.location)).toEqual([STATUS_CODE.requester, STATUS_CODE.unknownPrincipal]);
    const qualified = { ...anne, nameId: { ...anne.nameId, nameQualifier: 'https://other.example' } };
    expect(statusOf((await sendRequest(idpLogoutRequest(world, qualified))).location)[0]).toBe(STATUS_CODE.requester);
    expect([await isLoggedIn(), await isLoggedIn(phone)]).toEqual([true, true]);
    expect(statusOf((await sendRequest(idpLogoutRequest(world, anne))).location)).toEqual([STATUS_CODE.success]);
    expect([await isLoggedIn(), await isLoggedIn(phone)]).toEqual([false, true]);
  });

  test('the same request again does nothing and gets the same answer', async () => {
    const subject = await logIn();
    const url = await sloUrl(world, {
      parameter: 'SAMLRequest',
      xml: idpLogoutRequest(world, subject, { sessionIndexes: [] }),
    });
    expect(statusOf((await send(url)).location)).toEqual([STATUS_CODE.success]);
    await logIn();
    expect(statusOf((await send(url)).location)).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(true);
  });

  test('a request that crosses our own logout is answered Success: the session has ended', async () => {
    const subject = await logIn();
    await world.browser.open(`${world.url()}/hub/logout`, isSentToIdp);
    expect(statusOf((await sendRequest(idpLogoutRequest(world, subject))).location)).toEqual([STATUS_CODE.success]);
  });

  test('a logout that overtakes the browser on its way in leaves nobody logged in', async () => {
    const page = await beforeAcs(world);
    const arrive = await world.browser.submit(page, page.forms[0] ?? never(), {}, ({ url }) => url.includes('/arrive'));
    expect(statusOf((await sendRequest(idpLogoutRequest(world, subjectOf(responseOf(page))))).location)).toEqual([
      STATUS_CODE.success,
    ]);
    const late = await world.browser.open(new URL(arrive.headers.get('location') ?? '', world.url()).href);
    expect(late.status).toBe(403);
    expect(late.html).toContain('<code>logged-out-meanwhile</code>');
    expect(await isLoggedIn()).toBe(false);
  });

  test('the signature is verified over the raw octets: lower-case escapes (AD FS) and parameters in another order', async () => {
    const subject = await logIn();
    const signer = await idpRedirectSigner(world);
    const url = await sloUrl(world, {
      parameter: 'SAMLRequest',
      xml: idpLogoutRequest(world, subject),
      relayState: 'a/b',
      signer: null,
    });
    const lower = new URL(url).search.slice(1).replace(/%[0-9A-F]{2}/g, (text) => text.toLowerCase());
    const signed = `${lower}&SigAlg=${encodeURIComponent(signer.algorithm).toLowerCase()}`;
    const signature = Buffer.from(await signer.sign(new TextEncoder().encode(signed))).toString('base64');
    const { location } = await send(`${world.url()}/hub/saml/slo?${signed}&Signature=${encodeURIComponent(signature)}`);
    expect(statusOf(location)).toEqual([STATUS_CODE.success]);
    expect(await isLoggedIn()).toBe(false);
  });
});

describe('sessions and logout outlive a restart', () => {
  test('the session is there after a restart, and the logout of it works', async () => {
    await world.logIn('Anne');
    await world.restart();
    expect(await isLoggedIn()).toBe(true);
    const page = await world.browser.open(`${world.url()}/hub/logout`);
    expect(page.text).toContain('the other applications were told');
  });

  test('a logout, a login and a second step that were under way are finished after it', async () => {
    await world.logIn('Anne');
    const asked = await world.browser.open(`${world.url()}/hub/logout`, isSentToIdp);
    await world.restart();
    expect((await world.browser.open(asked.headers.get('location') ?? '')).text).toContain(
      'the other applications were told',
    );
    const page = await beforeAcs(world);
    await world.restart();
    const arrive = await world.browser.submit(page, page.forms[0] ?? never(), {}, ({ url }) => url.includes('/arrive'));
    await world.restart();
    const hub = await world.browser.open(new URL(arrive.headers.get('location') ?? '', world.url()).href);
    expect(hub.text).toContain('Welcome, anne');
  });

  test('what was revoked or used stays so after it', async () => {
    const subject = await logIn();
    const cookie = world.browser.cookies.of('localhost').get('hub.session');
    const response = world.browser.visits.findLast(({ url }) => url.endsWith('/acs'))?.body ?? '';
    await sendRequest(idpLogoutRequest(world, subject));
    await world.restart();
    const thief = await fetch(`${world.url()}/hub/qps/user`, { headers: { cookie: `hub.session=${cookie}` } });
    expect(await thief.json()).toMatchObject({ session: 'inactive' });
    const again = await fetch(`${world.url()}/hub/saml/acs`, {
      method: 'POST',
      body: new URLSearchParams(response),
      redirect: 'manual',
    });
    expect(again.status).toBe(403);
  });
});

function never(): never {
  throw new Error('no form');
}
