import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import type { LogoutRequest, LogoutResponse } from '#shared/saml/messages.ts';
import { BINDING } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { type LogoutRequestDraft, writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import { readForm, readUrl } from '#shared/wire/read-message.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import type { NodeSamlSp } from '#test/fixtures/node-saml-sp.ts';
import { type IdpWorld, makeIdpWorld } from './idp-world.ts';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const PARTIAL = 'urn:oasis:names:tc:SAML:2.0:status:PartialLogout';

let world: IdpWorld;
let now = Date.now();

beforeEach(async () => {
  now = Date.now();
  world = await makeIdpWorld(() => now);
});

afterEach(async () => {
  await world.close();
  expect(world.defects).toEqual([]);
});

async function logIn(...providers: readonly NodeSamlSp[]): Promise<void> {
  for (const sp of providers) {
    const page = await world.browser.open(`${sp.url}/login`);
    if (page.forms.length > 0) await world.browser.press(page, 'Grace');
    expect(sp.sessions.size).toBe(1);
  }
}

/** Every logout message that the browser carried, in order. */
function logoutMessages(): (LogoutRequest | LogoutResponse)[] {
  return world.browser.visits.flatMap(({ url, body }) => {
    const [reading] = body === null ? readUrl(url) : readForm(body);
    if (!reading?.wire) return [];
    const message = readMessage(parseXml(reading.wire.xml));
    return message.kind === 'LogoutRequest' || message.kind === 'LogoutResponse' ? [message] : [];
  });
}

function answers(): LogoutResponse[] {
  return logoutMessages().filter((message) => message.kind === 'LogoutResponse');
}

async function isLoggedInAtIdp(): Promise<boolean> {
  return (await world.browser.open(world.idp.url)).text.includes('Logged in as');
}

describe('a logout that a service provider asks for (saml-profiles 4.4.4.1)', () => {
  test('ends the IdP’s session, is answered with Success, and RelayState comes back', async () => {
    const sp = await world.addSp('sp1');
    await logIn(sp);
    const page = await world.browser.open(`${sp.url}/logout`);
    expect(page.text).toBe('logged out: true, state state-2');
    expect(await isLoggedInAtIdp()).toBe(false);
    expect(answers().map(({ status }) => status?.codes)).toEqual([[SUCCESS]]);
  });

  test('reaches every other service provider with the NameID and SessionIndex of its own', async () => {
    const [one, two, three] = [
      await world.addSp('sp1'),
      await world.addSp('sp2'),
      await world.addSp('sp3', { logoutBinding: BINDING.post }),
    ];
    await logIn(one, two, three);
    const profiles = [two, three].map(({ sessions }) => [...sessions.values()][0]);
    const page = await world.browser.open(`${one.url}/logout`);
    expect(page.text).toContain('logged out: true');
    expect([two.sessions.size, three.sessions.size]).toEqual([0, 0]);
    const requests = logoutMessages()
      .filter((message) => message.kind === 'LogoutRequest')
      .slice(1);
    expect(requests).toMatchObject(
      profiles.map((profile) => ({
        nameId: {
          value: profile?.nameID,
          format: profile?.nameIDFormat,
          nameQualifier: profile?.nameQualifier,
          spNameQualifier: profile?.spNameQualifier,
        },
        sessionIndexes: [profile?.sessionIndex],
      })),
    );
  });

  test.each(['refuses', 'none'] as const)(
    'one that %s makes it PartialLogout, and the others are logged out all the same (saml-core 3.7.3.2)',
    async (manners) => {
      const [one, two, three] = [
        await world.addSp('sp1'),
        await world.addSp('sp2', { manners }),
        await world.addSp('sp3'),
      ];
      await logIn(one, two, three);
      await world.browser.open(`${one.url}/logout`);
      expect(three.sessions.size).toBe(0);
      expect(answers().at(-1)).toMatchObject({
        issuer: { value: world.idp.entityId },
        status: { codes: [SUCCESS, PARTIAL] },
      });
    },
  );

  test('twice, or when the IdP’s session is gone: the answer is Success, for nobody is logged in', async () => {
    const sp = await world.addSp('sp1');
    await logIn(sp);
    const [profile] = sp.sessions.values();
    if (profile === undefined) throw new Error('not logged in');
    const request = await sp.saml.getLogoutUrlAsync(profile, 'r', {});
    for (const _ of [1, 2]) expect((await world.browser.open(request)).text).toContain('logged out: true');
    expect(answers().map(({ status }) => status?.codes)).toEqual([[SUCCESS], [SUCCESS]]);
  });

  test('finds the session without the cookie, by NameID and SessionIndex', async () => {
    const sp = await world.addSp('sp1');
    await logIn(sp);
    const [profile] = sp.sessions.values();
    if (profile === undefined) throw new Error('not logged in');
    const stranger = new HttpBrowser().open(await sp.saml.getLogoutUrlAsync(profile, 'r', {}));
    expect((await stranger).text).toContain('logged out: true');
    expect(await isLoggedInAtIdp()).toBe(false);
  });

  test('a SessionIndex or a NameID that is not theirs ends nothing', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    await logIn(one, two);
    const [profile] = one.sessions.values();
    const [foreign] = two.sessions.values();
    if (profile === undefined || foreign === undefined) throw new Error('not logged in');
    await world.browser.open(await one.saml.getLogoutUrlAsync({ ...profile, sessionIndex: '_other' }, 'r', {}));
    await world.browser.open(await one.saml.getLogoutUrlAsync({ ...profile, nameID: foreign.nameID }, 'r', {}));
    expect(await isLoggedInAtIdp()).toBe(true);
    expect(two.sessions.size).toBe(1);
    await world.browser.open(await one.saml.getLogoutUrlAsync(profile, 'r', {}));
    expect(await isLoggedInAtIdp()).toBe(false);
  });

  test('unsigned, or with a signature that does not fit, it is refused and ends nothing', async () => {
    const sp = await world.addSp('sp1');
    await logIn(sp);
    const [profile] = sp.sessions.values();
    if (profile === undefined) throw new Error('not logged in');
    const signed = await sp.saml.getLogoutUrlAsync(profile, 'here', {});
    const unsigned = signed.replace(/&SigAlg=[^&]*&Signature=[^&]*/, '');
    expect(await world.browser.open(unsigned)).toMatchObject({ status: 403 });
    expect(await world.browser.open(signed.replace('RelayState=here', 'RelayState=there'))).toMatchObject({
      status: 403,
    });
    expect(await world.browser.open(unsigned.replace('SAMLRequest', 'Nothing'))).toMatchObject({ status: 400 });
    expect(await isLoggedInAtIdp()).toBe(true);
    await world.browser.open(signed);
    expect(await isLoggedInAtIdp()).toBe(false);
  });

  test('by another service provider’s key it is refused', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    await logIn(one);
    const [profile] = one.sessions.values();
    if (profile === undefined) throw new Error('not logged in');
    two.saml.options.issuer = one.entityId;
    const page = await world.browser.open(await two.saml.getLogoutUrlAsync(profile, 'r', {}));
    expect(page).toMatchObject({ status: 403 });
    expect(page.text).toContain('signature of the message is not valid');
    expect(await isLoggedInAtIdp()).toBe(true);
  });

  test('survives a restart of the IdP in the middle', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    await logIn(one, two);
    const atTwo = (next: { url: string }) => next.url.startsWith(two.url);
    const paused = await world.browser.open(`${one.url}/logout`, atTwo);
    await world.restartIdp();
    const page = await world.browser.open(String(paused.headers.get('location')));
    expect(page.text).toContain('logged out: true');
    expect(two.sessions.size).toBe(0);
  });
});

describe('a logout that begins at the IdP (saml-profiles 4.4.3.1)', () => {
  const logOut = async (): Promise<HttpPage> =>
    world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere');

  test('reaches every service provider and says what became of each', async () => {
    const [one, two, three] = [
      await world.addSp('sp1'),
      await world.addSp('sp2', { manners: 'refuses' }),
      await world.addSp('sp3', { manners: 'none' }),
    ];
    await logIn(one, two, three);
    const page = await logOut();
    expect(page.text).toContain('You are not logged out everywhere');
    expect(page.text).toContain(`${one.entityId} logged out`);
    expect(page.text).toContain(`${two.entityId} did not confirm`);
    expect(page.text).toContain(`${three.entityId} has no logout address`);
    expect([one.sessions.size, two.sessions.size]).toEqual([0, 1]);
    expect(await isLoggedInAtIdp()).toBe(false);
  });

  test('is complete when everybody confirms', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    await logIn(one, two);
    const page = await logOut();
    expect(page.text).toContain('You are logged out');
    expect([one.sessions.size, two.sessions.size]).toEqual([0, 0]);
  });

  test('without a session it says so', async () => {
    const { browser } = world;
    const page = await browser.send({
      method: 'POST',
      url: `${world.idp.url}/logout`,
      body: '',
      initiator: '127.0.0.1',
    });
    expect(page.text).toContain('Nobody was logged in here');
  });

  test('from another site it ends nothing: the cookie stays behind', async () => {
    const sp = await world.addSp('sp1');
    await logIn(sp);
    await world.browser.send({ method: 'POST', url: `${world.idp.url}/logout`, body: '', initiator: 'evil.example' });
    expect(await isLoggedInAtIdp()).toBe(true);
  });

  test('a service provider that never answers can be passed over from the home page', async () => {
    const [one, two] = [await world.addSp('sp1', { manners: 'silent' }), await world.addSp('sp2')];
    await logIn(one, two);
    expect((await logOut()).text).toBe('sp1 keeps silent');
    expect(two.sessions.size).toBe(1);
    const home = await world.browser.open(world.idp.url);
    expect(home.text).toContain(`${one.entityId} was asked to log you out and has not answered. 1 more`);
    const page = await world.browser.press(home, 'Go on without it');
    expect(page.text).toContain(`${one.entityId} did not answer and was passed over`);
    expect(page.text).toContain(`${two.entityId} logged out`);
    expect(two.sessions.size).toBe(0);
  });

  test('an answer counts once, from the one that was asked, and with its signature', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    await logIn(one, two);
    await logOut();
    const responses = world.browser.visits
      .filter(({ url }) => url.startsWith(`${world.idp.url}/slo`))
      .map(({ url }) => url);
    expect(responses).toHaveLength(2);
    for (const url of responses) {
      const page = await world.browser.open(url);
      expect(page).toMatchObject({ status: 400 });
      expect(page.text).toContain('Nothing waits for this answer');
    }
    await logIn(one, two);
    const atIdp = (next: { url: string }) => next.url.includes('SAMLResponse=');
    const stopped = await world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere', atIdp);
    const unsigned = String(stopped.headers.get('location')).replace(/&SigAlg=[^&]*&Signature=[^&]*/, '');
    const page = await world.browser.open(unsigned);
    expect(page.text).toContain('did not confirm');
  });
});

describe('LogoutRequests in other forms', () => {
  let sp: NodeSamlSp;
  let draft: LogoutRequestDraft;

  beforeEach(async () => {
    sp = await world.addSp('sp1');
    await logIn(sp);
    const [profile] = sp.sessions.values();
    if (profile === undefined) throw new Error('not logged in');
    draft = {
      id: '_out1',
      issueInstant: now,
      issuer: sp.entityId,
      destination: `${world.idp.url}/slo`,
      nameId: {
        value: profile.nameID,
        format: profile.nameIDFormat,
        nameQualifier: profile.nameQualifier ?? null,
        spNameQualifier: profile.spNameQualifier ?? null,
      },
      sessionIndexes: [],
    };
  });

  async function post(request: LogoutRequestDraft): Promise<HttpPage> {
    const privateKey = await importPrivateKey(sp.privateKey);
    const xml = await signElement(writeLogoutRequest(request), { id: request.id, privateKey, certificate: null });
    const body = new URLSearchParams({ SAMLRequest: writePostValue(xml), RelayState: 'a b&c' }).toString();
    return world.browser.send({ method: 'POST', url: `${world.idp.url}/slo`, body, initiator: 'localhost' });
  }

  test('by POST, signed in the XML, without cookie and without SessionIndex: every session of that name (saml-core 3.7.1)', async () => {
    const page = await post(draft);
    expect(page.text).toBe('logged out: true, state a b&c');
    expect(await isLoggedInAtIdp()).toBe(false);
  });

  test.each([
    ['for another address', { destination: 'https://elsewhere/slo' }, 'not the logout address'],
    ['whose NotOnOrAfter is over', { notOnOrAfter: Date.now() - 1 }, 'has expired'],
  ])('one %s is refused and ends nothing', async (_, change, words) => {
    const page = await post({ ...draft, ...change });
    expect(page).toMatchObject({ status: 400 });
    expect(page.text).toContain(words);
    expect(await isLoggedInAtIdp()).toBe(true);
  });

  test('one that was changed after signing is refused', async () => {
    const privateKey = await importPrivateKey(sp.privateKey);
    const xml = await signElement(writeLogoutRequest(draft), { id: draft.id, privateKey, certificate: null });
    const forged = xml.replace(draft.nameId.value, 'somebody-else');
    const body = new URLSearchParams({ SAMLRequest: writePostValue(forged) }).toString();
    const page = await world.browser.send({
      method: 'POST',
      url: `${world.idp.url}/slo`,
      body,
      initiator: 'localhost',
    });
    expect(page).toMatchObject({ status: 403 });
    expect(page.text).toContain('digest-mismatch');
  });
});
