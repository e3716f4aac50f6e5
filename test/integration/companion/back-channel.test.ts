import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type CompanionWorld, makeCompanionWorld, type WorldOptions } from './companion-world.ts';

let world: CompanionWorld;
let other: ReturnType<typeof createServer> | null = null;

async function start(options: WorldOptions): Promise<void> {
  world = await makeCompanionWorld(options);
}
afterEach(async () => {
  await world.close();
  other?.close();
  other = null;
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** The companion as an SP that takes logout messages over SOAP alone. */
const soapOnly = (xml: string) =>
  xml.replace(/<md:SingleLogoutService[^>]*HTTP-(?:Redirect|POST)"[^>]*(?:\/>|><\/md:SingleLogoutService>)/g, '');

const isLoggedIn = async () => 'userId' in JSON.parse((await world.browser.open(`${world.url()}/hub/qps/user`)).html);

async function logOutAtIdp() {
  await world.logIn('Anne');
  expect(await isLoggedIn()).toBe(true);
  const before = world.browser.visits.length;
  const page = await world.browser.press(await world.browser.open(`${world.idp.url}/`), 'Log out everywhere');
  const visits = world.browser.visits.slice(before).map(({ url }) => new URL(url).host);
  return { page, hosts: [...new Set(visits)] };
}

test('a participant that takes logouts over SOAP alone is asked by the IdP itself: the browser never leaves it', async () => {
  await start({ spMetadata: soapOnly });
  const { page, hosts } = await logOutAtIdp();
  expect(page.text).toContain('logged out');
  expect(page.text).not.toContain('may still be open');
  expect(hosts).toEqual([new URL(world.idp.url).host]);
  expect(await isLoggedIn()).toBe(false);
});

test('one that takes neither is told as still open', async () => {
  await start({
    spMetadata: (xml) => soapOnly(xml).replace(/<md:SingleLogoutService[^>]*(?:\/>|><\/md:SingleLogoutService>)/g, ''),
  });
  const { page } = await logOutAtIdp();
  expect(page.text).toContain('its session is still open');
  expect(await isLoggedIn()).toBe(true);
});

/** A server in the place of the companion's SOAP address. */
async function standIn(answer: string, status = 200): Promise<(xml: string) => string> {
  const server = createServer((_, response) => response.writeHead(status, { 'content-type': 'text/xml' }).end(answer));
  other = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  const location = `Location="http://127.0.0.1:${address.port}/"`;
  return (xml) => soapOnly(xml).replace(/Location="[^"]*\/slo\/soap"/, location);
}

const envelope = (body: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;

test.each([
  ['no XML', 'hello'],
  ['a fault', envelope('<S:Fault><faultcode>S:Client</faultcode><faultstring>no</faultstring></S:Fault>')],
  [
    'an answer that is not signed, and to another request',
    envelope(
      '<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_x" Version="2.0" InResponseTo="_y" IssueInstant="2026-01-01T00:00:00Z"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>',
    ),
  ],
  ['more than is read', envelope(`<a>${'x'.repeat(300_000)}</a>`)],
])('one that answers %s did not confirm', async (_, answer) => {
  await start({ spMetadata: await standIn(answer) });
  const { page } = await logOutAtIdp();
  expect(page.text).toContain('did not confirm');
});

test('one that nobody listens for did not confirm', async () => {
  const spMetadata = await standIn('');
  other?.close();
  await start({ spMetadata });
  expect((await logOutAtIdp()).page.text).toContain('did not confirm');
});
