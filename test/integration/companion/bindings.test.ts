import { afterEach, expect, test } from 'vitest';
import { type CompanionWorld, makeCompanionWorld, type WorldOptions } from './companion-world.ts';
import { beforeAcs, forged, postInstead } from './forge.ts';

let world: CompanionWorld;

async function start(options: WorldOptions): Promise<void> {
  world = await makeCompanionWorld(options);
}

afterEach(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

test('an IdP that takes messages by POST only gets them by POST, signed inside', async () => {
  await start({ idp: (url) => `{ metadata: idp.xml, sso: { post: "${url}/sso" }, slo: { post: "${url}/slo" } }` });
  const page = await world.logIn('Anne');
  expect(page.text).toContain('Welcome, anne');
  const asked = world.browser.visits.find(({ method, url }) => method === 'POST' && url.endsWith('/sso'));
  expect(Buffer.from(new URLSearchParams(asked?.body ?? '').get('SAMLRequest') ?? '', 'base64').toString()).toContain(
    '<ds:Signature',
  );
  const goodbye = await world.browser.click(page, 'Log out');
  expect(goodbye.text).toContain('the other applications were told');
});

test('an address with a query of its own keeps it', async () => {
  await start({ idp: (url) => `{ metadata: idp.xml, sso: "${url}/sso?tenant=a" }` });
  await world.browser.open(`${world.url()}/hub/`);
  expect(world.browser.visits.at(-1)?.url).toMatch(/\/sso\?tenant=a&SAMLRequest=/);
});

test('an IdP without single logout: the session here ends, and the page says that the IdP’s lives on', async () => {
  await start({ metadata: (xml) => xml.replace(/<md:SingleLogoutService[^>]*(\/>|><\/md:SingleLogoutService>)/g, '') });
  const goodbye = await world.browser.click(await world.logIn('Anne'), 'Log out');
  expect(goodbye.text).toContain('You are logged out here, perhaps nowhere else');
  expect(goodbye.text).toContain('names no address for single logout');
  expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, anne');
});

test('an IdP that sent no NameID: the login works, the logout says why it is only here', async () => {
  await start({});
  const page = await beforeAcs(world);
  const xml = await forged(world, page, (text) => text.replace(/<saml:NameID[\s\S]*?<\/saml:NameID>/, ''));
  const hub = await postInstead(page, xml, world.browser);
  expect(hub.text).toContain('Welcome, anne');
  const goodbye = await world.browser.click(hub, 'Log out');
  expect(goodbye.text).toContain('sent no NameID at login');
});

test('an IdP that names no way to log in is told so, not called', async () => {
  await start({ metadata: (xml) => xml.replace(/<md:SingleSignOnService[^>]*(\/>|><\/md:SingleSignOnService>)/g, '') });
  const page = await world.browser.open(`${world.url()}/hub/`);
  expect(page.status).toBe(503);
  expect(page.text).toContain('names no SingleSignOnService');
});

test('behind a proxy that ends TLS, cookies are Secure and addresses are the outer ones', async () => {
  await start({ extra: 'url: https://sp.example\n' });
  const { port } = world.companion();
  const answer = await fetch(`http://127.0.0.1:${port}/hub/saml/login`, { redirect: 'manual' });
  expect(answer.headers.getSetCookie()[0]).toMatch(/; secure; httponly$/i);
  expect(answer.headers.get('strict-transport-security')).not.toBeNull();
  const metadata = await (await fetch(`http://127.0.0.1:${port}/hub/saml/metadata`)).text();
  expect(metadata).toContain('https://sp.example/hub/saml/acs');
});

test('a HEAD request looks and does nothing: nobody is logged in or out by it', async () => {
  await start({});
  await world.logIn('Anne');
  const cookie = `hub.session=${world.browser.cookies.of('localhost').get('hub.session')}`;
  const head = await fetch(`${world.url()}/hub/logout`, { method: 'HEAD', headers: { cookie }, redirect: 'manual' });
  expect(head.status).toBe(405);
  const ahead = await fetch(`${world.url()}/hub/logout`, {
    headers: { cookie, 'sec-purpose': 'prefetch', 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  });
  expect(ahead.status).toBe(200);
  expect((await world.browser.open(`${world.url()}/hub/`)).text).toContain('Welcome, anne');
});
