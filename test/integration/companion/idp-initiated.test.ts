import { afterEach, describe, expect, test } from 'vitest';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { isAcs, postInstead, responseOf } from './forge.ts';

let world: CompanionWorld;

afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** A login at the test IdP's own page; `more` goes into the query. */
function start(more = ''): string {
  return `${world.idp.url}/start?sp=${encodeURIComponent(`${world.url()}/hub/saml/metadata`)}${more}`;
}

async function whoAmI(browser = world.browser): Promise<Record<string, unknown>> {
  return JSON.parse((await browser.open(`${world.url()}/hub/qps/user`)).html);
}

/** The line of the log about the last login. */
function lastLogin(): Record<string, unknown> {
  return JSON.parse(world.lines.findLast((line) => line.includes('"event":"login"')) ?? '{}');
}

/** An attacker's own login, brought by the attacker's browser as far as the form that would post it. */
async function responseFor(name: string): Promise<HttpPage> {
  const attacker = new HttpBrowser();
  return attacker.press(await attacker.open(start('&unsolicited=yes')), name, isAcs);
}

/** Makes a browser post somebody else's Response, as a form on any page does. */
function bring(browser: HttpBrowser, page: HttpPage, stopAt?: (next: { url: string }) => boolean): Promise<HttpPage> {
  const body = new URLSearchParams({ SAMLResponse: page.forms[0]?.fields['SAMLResponse'] ?? '' }).toString();
  const url = `${world.url()}/hub/saml/acs`;
  return browser.send({ method: 'POST', url, body, initiator: 'evil.example' }, stopAt);
}

const isArrival = ({ url }: { url: string }): boolean => url.includes('/saml/arrive');

describe('a login at the test IdP’s own page, as the companion is shipped', () => {
  test('begins at the companion, which asks in its own words (sstc-request-initiation 2)', async () => {
    world = await makeCompanionWorld();
    const picking = await world.browser.click(await world.browser.open(world.idp.url), '/hub/saml/metadata');
    const hub = await world.browser.press(picking, 'Eddie');
    expect(hub).toMatchObject({ url: `${world.url()}/hub/`, status: 200 });
    expect(hub.text).toContain('Welcome, eddie');
    expect(hub.text).not.toContain('did not ask for this login');
    expect(lastLogin()).toMatchObject({ user: 'CORP\\eddie', unsolicited: false });
    const asked = world.browser.visits.find(({ url }) => url.includes('/hub/saml/login'));
    expect(new URL(asked?.url ?? '').searchParams.get('entityID')).toBe(world.idp.entityId);
    expect(world.browser.visits.some(({ url }) => url.includes('/sso?SAMLRequest='))).toBe(true);
  });

  test('needs no picking where the IdP knows the user', async () => {
    world = await makeCompanionWorld();
    await world.browser.press(await world.browser.open(start()), 'Grace');
    world.browser.cookies.clear('localhost');
    expect((await world.browser.open(start())).text).toContain('Welcome, grace');
  });

  test.each([
    ['/hub/app/aus', '/hub/app/aus'],
    ['https://evil.example/', '/hub/'],
    ['/\\evil.example', '/hub/'],
    ['/hub/logout', '/hub/'],
  ])('its target %s leads to %s', async (target, path) => {
    world = await makeCompanionWorld();
    const picking = await world.browser.open(start(`&relayState=${encodeURIComponent(target)}`));
    expect((await world.browser.press(picking, 'Eddie')).url).toBe(`${world.url()}${path}`);
  });

  test('is not begun for an identity provider that the connection does not use', async () => {
    world = await makeCompanionWorld();
    const login = (entityId: string) =>
      world.browser.open(`${world.url()}/hub/saml/login?entityID=${encodeURIComponent(entityId)}`);
    const refused = await login('https://other.example/idp');
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.text).toContain('https://other.example/idp');
    expect((await login(world.idp.entityId)).text).toContain('Who do you want to be?');
  });
});

describe('a response that nobody asked for (saml-profiles 4.1.5)', () => {
  test('is refused as the companion is shipped, and the page says so', async () => {
    world = await makeCompanionWorld();
    const page = await world.browser.press(await world.browser.open(start('&unsolicited=yes')), 'Eddie');
    expect(page.status).toBe(403);
    expect(page.html).toContain('<code>unsolicited</code>');
    expect(await whoAmI()).toMatchObject({ session: 'inactive' });
  });

  test('is accepted where the connection allows it by name; hub and log say that nobody asked', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    const page = await world.browser.press(await world.browser.open(start('&unsolicited=yes')), 'Eddie');
    expect(page.url).toBe(`${world.url()}/hub/`);
    expect(page.text).toContain('Welcome, eddie');
    expect(page.text).toContain('did not ask for this login');
    expect(lastLogin()).toMatchObject({ user: 'CORP\\eddie', unsolicited: true });
    expect(world.lines.join('')).toContain('"event":"unsolicited-accepted"');
  });

  test.each([
    ['/hub/app/aus', '/hub/app/aus'],
    ['https://evil.example/', '/hub/'],
    ['/\\evil.example', '/hub/'],
  ])('with RelayState %s leads to %s', async (relayState, path) => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    const page = await world.browser.press(await world.browser.open(start('&unsolicited=yes')), 'Eddie', isAcs);
    const arrived = await postInstead(page, responseOf(page), world.browser, { RelayState: relayState });
    expect(arrived.url).toBe(`${world.url()}${path}`);
  });
});

describe('an attacker’s own response in the victim’s browser (attacks#login-csrf)', () => {
  test('logs nobody in as the companion is shipped', async () => {
    world = await makeCompanionWorld();
    expect(await bring(world.browser, await responseFor('Eddie'))).toMatchObject({ status: 403 });
    expect(await whoAmI()).toMatchObject({ session: 'inactive' });
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
  });

  test('that answers the attacker’s own request logs nobody in either, whatever is allowed', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    const attacker = new HttpBrowser();
    const page = await attacker.press(await attacker.open(`${world.url()}/hub/`), 'Eddie', isAcs);
    const refused = await bring(world.browser, page);
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.text).toContain('begun elsewhere');
    expect(await whoAmI()).toMatchObject({ session: 'inactive' });
  });

  test('does not replace a session where it is allowed, until the user has said so', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    await world.logIn('Anne');
    const question = await bring(world.browser, await responseFor('Eddie'));
    expect(question).toMatchObject({ status: 200 });
    expect(question.text).toContain('You are logged in as CORP\\anne');
    expect(await whoAmI()).toMatchObject({ userId: 'anne' });
    expect(world.lines.join('')).toContain('"event":"login-would-replace"');
    const hub = await world.browser.click(question, 'Stay CORP\\anne');
    expect(hub.text).toContain('Welcome, anne');
    // The twin: somebody who means it.
    expect((await world.browser.click(question, 'Continue as CORP\\eddie')).text).toContain('Welcome, eddie');
    expect(await world.browser.click(question, 'Continue as CORP\\eddie')).toMatchObject({ status: 400 });
  });

  test('asks anew when the session is another by then', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    await world.logIn('Anne');
    const question = await bring(world.browser, await responseFor('Eddie'));
    world.browser.cookies.clear('127.0.0.1');
    await world.browser.press(await world.browser.open(`${world.url()}/hub/saml/login`), 'Grace');
    const again = await world.browser.click(question, 'Continue as CORP\\eddie');
    expect(again.text).toContain('You are logged in as CORP\\grace');
    expect(await whoAmI()).toMatchObject({ userId: 'grace' });
  });

  test('is not asked about where it is the same person', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    await world.logIn('Anne');
    expect((await bring(world.browser, await responseFor('Anne'))).text).toContain('Welcome, anne');
  });

  test('is not made into a link: the browser that brought it has to arrive', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    const page = await responseFor('Eddie');
    const attacker = new HttpBrowser();
    const answer = await bring(attacker, page, isArrival);
    const refused = await world.browser.open(new URL(answer.headers.get('location') ?? '', answer.url).href);
    expect(refused).toMatchObject({ status: 403 });
    expect(await whoAmI()).toMatchObject({ session: 'inactive' });
  });

  test('a logout that comes while the question stands ends the login that waits', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    await world.logIn('Anne');
    const eddie = new HttpBrowser();
    const page = await eddie.press(await eddie.open(start('&unsolicited=yes')), 'Eddie', isAcs);
    const question = await bring(world.browser, page);
    await eddie.press(await eddie.open(world.idp.url), 'Log out everywhere');
    const over = await world.browser.click(question, 'Continue as CORP\\eddie');
    expect(over.text).toContain('You were logged out while logging in');
    expect(await whoAmI()).toMatchObject({ userId: 'anne' });
  });
});
