import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, forged, idOf, idpSigner, postInstead, responseOf, signResponse, unsigned } from './forge.ts';

let world: CompanionWorld;
let now = Date.now();

beforeEach(async () => {
  now = Date.now();
  world = await makeCompanionWorld({ clock: () => now, bodyLimits: '{ form: 4096 }' });
});

afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

async function whoAmI(browser = world.browser): Promise<Record<string, unknown>> {
  return JSON.parse((await browser.open(`${world.url()}/hub/qps/user`)).html);
}

describe('a login that the companion asks for (saml-profiles 4.1)', () => {
  test('the hub sends to the IdP and comes back with who, session attributes and streams', async () => {
    const page = await world.logIn('Anne Foster');
    expect(page).toMatchObject({ url: `${world.url()}/hub/`, status: 200 });
    expect(page.text).toContain('Welcome, anne');
    expect(page.text).toContain('CORP\\anne');
    expect(page.text).toContain('Pipeline US');
    expect(page.text).not.toContain('Pipeline AUS');
    expect(await whoAmI()).toEqual({
      userDirectory: 'CORP',
      userId: 'anne',
      userName: 'anne',
      logoutUri: `${world.url()}/hub/logout`,
    });
  });

  test('every value of a multi-valued attribute is there, in order, with the attribute that it came from', async () => {
    const { text } = await world.logIn('Grace');
    expect(text).toContain('group SalesUS the same groups friendly name group group SalesAUS');
    expect(text.match(/Pipeline (US|AUS)|Group summary/g)).toEqual(['Pipeline US', 'Pipeline AUS', 'Group summary']);
  });

  test('an optional attribute that is missing is absent, and opens nothing', async () => {
    const { text, status } = await world.logIn('Noel');
    expect(status).toBe(200);
    expect(text).toContain('no rule allows one');
    expect(text).not.toContain('friendly name group');
  });

  test('the AuthnRequest is signed, and RelayState is an opaque token that says nothing of returnTo', async () => {
    await world.browser.open(`${world.url()}/hub/app/us?a=b`);
    const sent = new URL(world.browser.visits.find(({ url }) => url.includes('SAMLRequest'))?.url ?? '');
    expect([...sent.searchParams.keys()]).toEqual(['SAMLRequest', 'RelayState', 'SigAlg', 'Signature']);
    expect(sent.searchParams.get('RelayState')).toMatch(/^[\w-]{43}$/);
  });

  test('the user arrives where they wanted to go', async () => {
    const picking = await world.browser.open(`${world.url()}/hub/app/us`);
    const page = await world.browser.press(picking, 'Anne');
    expect(page).toMatchObject({ url: `${world.url()}/hub/app/us`, status: 200 });
    expect(page.text).toContain('Opened by the rule Apps of an open stream');
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/hub/logout',
    '/hub/saml/login',
    '/other/',
    'javascript:alert(1)',
  ])('returnTo=%s leads to the hub instead', async (returnTo) => {
    const login = `${world.url()}/hub/saml/login?returnTo=${encodeURIComponent(returnTo)}`;
    const page = await world.browser.press(await world.browser.open(login), 'Anne');
    expect(page.url).toBe(`${world.url()}/hub/`);
  });

  test('a new key begins with the login, whatever key the browser came with (session fixation)', async () => {
    await world.logIn('Anne');
    const first = world.browser.cookies.of('localhost').get('hub.session');
    await world.browser.open(`${world.url()}/hub/saml/login`);
    const second = world.browser.cookies.of('localhost').get('hub.session');
    expect(second).toMatch(/^[\w-]{43}$/);
    expect(second).not.toBe(first);
    const thief = await fetch(`${world.url()}/hub/qps/user`, { headers: { cookie: `hub.session=${first}` } });
    expect(await thief.json()).toMatchObject({ session: 'inactive' });
  });

  test('the cookie is HttpOnly, SameSite=Lax, of this prefix only, and ends with the browser', async () => {
    const page = await beforeAcs(world);
    const arrive = await postUntilArrival(page);
    const header = arrive.headers.getSetCookie().find((cookie) => cookie.startsWith('hub.session='));
    expect(header).toMatch(/^hub\.session=[\w-]{43}; path=\/hub; samesite=lax; httponly$/i);
  });

  test('two tabs of one browser log in beside each other', async () => {
    const one = await world.browser.open(`${world.url()}/hub/app/us`);
    const two = await world.browser.open(`${world.url()}/hub/`);
    expect((await world.browser.press(one, 'Anne')).url).toBe(`${world.url()}/hub/app/us`);
    expect((await world.browser.press(two, 'Anne')).url).toBe(`${world.url()}/hub/`);
    expect(await whoAmI()).toMatchObject({ userId: 'anne' });
  });

  test.each([
    ['only the assertion', { response: false }],
    ['only the response', { assertion: false }],
  ])('signed is %s: accepted (attacks#accepted)', async (_, what) => {
    const page = await beforeAcs(world);
    const xml = await signResponse(unsigned(responseOf(page)), await idpSigner(world), what);
    expect((await postInstead(page, xml, world.browser)).text).toContain('Welcome, anne');
  });

  test('a megabyte of attributes, where the connection allows it: accepted, and every value is kept', async () => {
    const page = await beforeAcs(world);
    const values = Array.from(
      { length: 2_000 },
      (_, index) => `<saml:AttributeValue>${'department '.repeat(50)}group-${index}</saml:AttributeValue>`,
    );
    const xml = await forged(world, page, (text) =>
      text.replace('<saml:AttributeValue>SalesUS</saml:AttributeValue>', values.join('')),
    );
    expect(xml.length).toBeGreaterThan(1_000_000);
    const hub = await postInstead(page, xml, world.browser);
    expect(hub.text).toContain('group-1999');
  });

  test('markup in an attribute is text on the page', async () => {
    const page = await beforeAcs(world);
    const evil = '&lt;img src=x onerror=alert(1)&gt;&quot;&amp;amp;';
    const xml = await forged(world, page, (text) => text.replace('>SalesUS<', `>${evil}<`));
    const hub = await postInstead(page, xml, world.browser);
    expect(hub.html).toContain('&lt;img src=x onerror=alert(1)>');
    expect(hub.html).not.toContain('<img src=x');
  });

  test('an attribute named __proto__ is harmless and does not hide the others', async () => {
    const page = await beforeAcs(world);
    const xml = await forged(world, page, (text) =>
      text.replace(
        '<saml:AttributeStatement>',
        '<saml:AttributeStatement><saml:Attribute Name="__proto__"><saml:AttributeValue>x</saml:AttributeValue></saml:Attribute>',
      ),
    );
    expect((await postInstead(page, xml, world.browser)).text).toContain('Welcome, anne');
  });
});

/** Posts the Response and gives the answer of the step that sets the session cookie. */
async function postUntilArrival(page: Awaited<ReturnType<HttpBrowser['open']>>) {
  const [form] = page.forms;
  if (form === undefined) throw new Error('no form');
  return world.browser.submit(page, form, {}, ({ url }) => url.endsWith('/hub/'));
}

describe('limits of time', () => {
  test('a session that nobody uses ends after the timeout; one that is used does not', async () => {
    await world.logIn('Anne');
    for (let step = 0; step < 4; step++) {
      now += 20 * 60_000;
      expect(await whoAmI()).toMatchObject({ userId: 'anne' });
    }
    now += 31 * 60_000;
    expect(await whoAmI()).toMatchObject({ session: 'inactive', loginUri: `${world.url()}/hub/saml/login` });
  });

  test('no session is older than its lifetime', async () => {
    await world.logIn('Anne');
    for (let step = 0; step < 29; step++) {
      now += 20 * 60_000;
      await whoAmI();
    }
    now += 21 * 60_000;
    expect(await whoAmI()).toMatchObject({ session: 'inactive' });
  });

  test('SessionNotOnOrAfter ends it earlier (saml-core 2.7.2)', async () => {
    const page = await beforeAcs(world);
    const end = new Date(now + 10 * 60_000).toISOString();
    const xml = await forged(world, page, (text) =>
      text.replace(/SessionNotOnOrAfter="[^"]*"/, `SessionNotOnOrAfter="${end}"`),
    );
    expect((await postInstead(page, xml, world.browser)).text).toContain('SessionNotOnOrAfter');
    now += 9 * 60_000;
    expect(await whoAmI()).toMatchObject({ userId: 'anne' });
    now += 2 * 60_000;
    expect(await whoAmI()).toMatchObject({ session: 'inactive' });
  });
});

test('in another browser, a response to a login of this one opens nothing (login CSRF)', async () => {
  const page = await beforeAcs(world);
  const other = new HttpBrowser();
  const refused = await postInstead(page, responseOf(page), other);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('begun elsewhere');
  expect(await whoAmI(other)).toMatchObject({ session: 'inactive' });
});

test('the assertion is marked as used even if the browser never arrives', async () => {
  const page = await beforeAcs(world);
  expect(idOf(responseOf(page), 'saml:Assertion')).not.toBe('');
  await postInstead(page, responseOf(page), new HttpBrowser());
  const again = await postInstead(page, responseOf(page), world.browser);
  expect(again.status).toBe(403);
});
