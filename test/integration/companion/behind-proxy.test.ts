import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type ReverseProxy, startReverseProxy } from '#test/fixtures/reverse-proxy.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

/** A proxy that shows the companion below a path, as it is or taken off, on a port of its own. */
describe.each([
  ['passes the path on', false],
  ['takes the path off', true],
])('behind a proxy that %s', (_, takesOff) => {
  const PATH = '/portal/saml.v2';
  let proxy: ReverseProxy;
  let world: CompanionWorld;
  let browser: HttpBrowser;
  beforeEach(async () => {
    proxy = await startReverseProxy(PATH, takesOff);
    world = await makeCompanionWorld({ publicUrl: `${proxy.origin}${PATH}` });
    proxy.target = world.companion().port;
    browser = new HttpBrowser();
  });
  afterEach(async () => {
    await world.close();
    await proxy.close();
  });

  test('metadata has the address that browsers see, with its port and path', async () => {
    const xml = await (await fetch(`${proxy.origin}${PATH}/hub/saml/metadata`)).text();
    const addresses = [...xml.matchAll(/(?:Location|entityID)="([^"]*)"/g)].map(([, url]) => url);
    expect(addresses.length).toBeGreaterThan(4);
    for (const url of addresses) expect(url).toMatch(new RegExp(`^${proxy.origin}${PATH}/hub/saml/`));
  });

  test('a login from a deep link, its app, the pages around it and the logout all stay below it', async () => {
    const page = await browser.open(`${proxy.origin}${PATH}/hub/app/us`);
    const app = await browser.press(page, 'Anne');
    expect([app.url, app.status]).toEqual([`${proxy.origin}${PATH}/hub/app/us`, 200]);
    const hub = await browser.open(`${proxy.origin}${PATH}/hub`);
    expect([hub.url, hub.text]).toEqual([`${proxy.origin}${PATH}/hub/`, expect.stringContaining('Welcome')]);
    for (const { href } of hub.links.filter(({ href: each }) => each.startsWith(proxy.origin)))
      expect(href.startsWith(`${proxy.origin}${PATH}/`)).toBe(true);
    for (const [, address] of hub.html.matchAll(/<link rel="stylesheet" href="([^"]*)"/g))
      expect((await fetch(new URL(address ?? '', hub.url))).status).toBe(200);
    const done = await browser.click(hub, 'Log out');
    expect([done.url.startsWith(`${proxy.origin}${PATH}/hub/logout/done`), done.text]).toEqual([
      true,
      expect.stringContaining('the other applications were told'),
    ]);
    expect((await browser.click(done, 'Log in again')).url).not.toContain('logout');
  });

  test('returnTo leads below it, by either spelling, and nowhere else on the site', async () => {
    const login = (to: string) =>
      new HttpBrowser().open(`${proxy.origin}${PATH}/hub/saml/login?returnTo=${encodeURIComponent(to)}`);
    for (const [to, lands] of [
      ['/hub/app/us', '/hub/app/us'],
      [`${PATH}/hub/app/us`, '/hub/app/us'],
      [`${proxy.origin}${PATH}/hub/app/us`, '/hub/app/us'],
      ['/elsewhere', '/hub/'],
      [`${proxy.origin}/elsewhere`, '/hub/'],
    ] as const) {
      const one = new HttpBrowser();
      await one.open(`${proxy.origin}${PATH}/hub/saml/login?returnTo=${encodeURIComponent(to)}`);
      const page = await one.open(`${proxy.origin}${PATH}/hub/saml/login?returnTo=${encodeURIComponent(to)}`);
      expect([to, (await one.press(page, 'Anne')).url]).toEqual([to, `${proxy.origin}${PATH}${lands}`]);
    }
    expect((await login('//evil.example')).status).toBe(200);
  });

  test('cookies are kept below it', async () => {
    const answer = await fetch(`${proxy.origin}${PATH}/hub/saml/login`, { redirect: 'manual' });
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(new RegExp(`path=${PATH}/hub`, 'i'));
  });
});

test('a prefix that is the path itself is refused: nobody could tell whether a proxy took it off', async () => {
  await expect(makeCompanionWorld({ publicUrl: 'https://example.com/hub' })).rejects.toThrow(
    /connections\[0\]\.prefix is the path that `url` puts the companion below/,
  );
});

test.each([
  'https://example.com/',
  'https://example.com/a/',
  'https://example.com/a?b',
  'https://example.com/api',
  'https://example.com/a%20b',
  'ftp://example.com',
])('an address that is none to be seen at is refused: %s', async (publicUrl) => {
  await expect(makeCompanionWorld({ publicUrl })).rejects.toThrow(/url must be an address/);
});
