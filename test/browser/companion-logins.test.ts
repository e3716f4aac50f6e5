import { createServer, type Server } from 'node:http';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administrator } from '#test/fixtures/api-client.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type ReverseProxy, startReverseProxy } from '#test/fixtures/reverse-proxy.ts';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { isAcs } from '#test/integration/companion/forge.ts';

const BROWSERS = [
  {
    name: 'Chromium',
    tellsForms: true,
    launch: () => puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--no-first-run'] }),
  },
  {
    name: 'Firefox',
    // Its protocol says that a form was posted, and not what was in it.
    tellsForms: false,
    launch: () => puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr' }),
  },
];

/** Presses the first link or button with this text, and waits until another page than this one has come to rest at an address. */
async function press(page: Page, text: string, at: string): Promise<void> {
  const words = `contains(normalize-space(.), '${text}')`;
  await page.evaluate(() => document.documentElement.setAttribute('data-left', ''));
  await page.locator(`::-p-xpath(//*[self::a or self::button][${words}])`).click();
  await page.waitForFunction(
    (wanted: string) =>
      !document.documentElement.hasAttribute('data-left') &&
      location.href.startsWith(wanted) &&
      document.readyState === 'complete',
    { polling: 100 },
    at,
  );
}

const textOf = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? '');

/** The attacker's site, on a third address: a page that posts the attacker's own Response as soon as it opens. */
async function startEvil(acs: string, response: string): Promise<{ server: Server; url: string }> {
  const html = `<!doctype html><form method="post" action="${acs}"><input type="hidden" name="SAMLResponse" value="${response}"></form><script>document.forms[0].submit()</script>`;
  const server = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, url: `http://127.0.0.2:${port}/` };
}

describe.each(BROWSERS)('in $name', ({ launch, tellsForms }) => {
  let browser: Browser;
  let page: Page;
  let world: CompanionWorld;
  let proxy: ReverseProxy | null = null;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    page = await (await browser.createBrowserContext()).newPage();
  });
  afterEach(async () => {
    await page.browserContext().close();
    await world.close();
    await proxy?.close();
    proxy = null;
  });

  it('an assertion that was encrypted by the metadata alone logs in, with a new key too, and the logout goes through', async () => {
    world = await makeCompanionWorld({ encrypts: true });
    const admin = administrator(() => world.url(), world.companion().newToken ?? '');
    const posted: (string | null)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/saml/acs')) posted.push(tellsForms ? (request.postData() ?? '') : null);
    });
    await page.goto(`${world.url()}/hub/`);
    await press(page, 'Log in as Grace Lund', `${world.url()}/hub/`);
    expect(await textOf(page)).toContain('Welcome, grace');
    for (const action of ['publish', 'switch', 'retire']) {
      const { keys } = JSON.parse(JSON.stringify((await admin.call('GET', '/api/connections/hub/keys')).body));
      const step = { action, signing: keys[0].sha256 };
      expect((await admin.call('POST', '/api/connections/hub/keys', step)).status).toBe(200);
      await page.goto(`${world.url()}/hub/saml/login`);
      expect(await textOf(page)).toContain('Welcome, grace');
    }
    expect(posted).toHaveLength(4);
    for (const form of posted.filter((each) => each !== null)) {
      const xml = Buffer.from(new URLSearchParams(form).get('SAMLResponse') ?? '', 'base64').toString('utf8');
      expect(xml).toContain('<saml:EncryptedAssertion');
      expect(xml).not.toContain('grace');
    }
    await press(page, 'Log out', `${world.url()}/hub/logout/done`);
    expect(await textOf(page)).toContain('the other applications were told');
  });

  it('behind a proxy that shows it below a path, a login by a posted request ends at the page that was asked for', async () => {
    proxy = await startReverseProxy('/portal', true);
    const extra = '    request: { binding: post, forceAuthn: true }';
    world = await makeCompanionWorld({ publicUrl: `${proxy.origin}/portal`, extra });
    proxy.target = world.companion().port;
    await page.goto(`${proxy.origin}/portal/hub/app/us`);
    await press(page, 'Log in as Anne Foster', `${proxy.origin}/portal/hub/app/us`);
    expect(await textOf(page)).toContain('Pipeline US');
    await press(page, 'Log out', `${proxy.origin}/portal/hub/logout/done`);
    expect(await textOf(page)).toContain('the other applications were told');
  });

  it('a login at the test identity provider’s own page begins at the companion and gets in', async () => {
    world = await makeCompanionWorld();
    await page.goto(world.idp.url);
    await press(page, '/hub/saml/metadata', `${world.idp.url}/start`);
    await press(page, 'Log in as Eddie Reese', `${world.url()}/hub/`);
    expect(await textOf(page)).toContain('Welcome, eddie');
  });

  it('an attacker’s page cannot put a visitor into the attacker’s account', async () => {
    world = await makeCompanionWorld();
    const evil = await evilOf(world);
    await page.goto(evil.url);
    await page.waitForFunction((acs: string) => location.href === acs, { polling: 100 }, `${world.url()}/hub/saml/acs`);
    expect(await textOf(page)).toContain('The login was refused');
    await page.goto(`${world.url()}/hub/qps/user`);
    expect(await textOf(page)).toContain('inactive');
    evil.server.close();
  });

  it('where unsolicited responses are allowed, a session is kept until its user says otherwise', async () => {
    world = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    await page.goto(`${world.url()}/hub/`);
    await press(page, 'Log in as Anne Foster', `${world.url()}/hub/`);
    const evil = await evilOf(world);
    await page.goto(evil.url);
    await page.waitForFunction(() => document.title.startsWith('Continue as somebody else?'), { polling: 100 });
    await press(page, 'Stay', `${world.url()}/hub/`);
    expect(await textOf(page)).toContain('Welcome, anne');
    evil.server.close();
    const other = await evilOf(world);
    await page.goto(other.url);
    await press(page, 'Continue as', `${world.url()}/hub/`);
    expect(await textOf(page)).toContain('Welcome, eddie');
    other.server.close();
  });
});

/** With a Response for Eddie, which the attacker got by logging in. */
async function evilOf(world: CompanionWorld): Promise<{ server: Server; url: string }> {
  const attacker = new HttpBrowser();
  const sp = encodeURIComponent(`${world.url()}/hub/saml/metadata`);
  const picking = await attacker.open(`${world.idp.url}/start?sp=${sp}&unsolicited=yes`);
  const form = await attacker.press(picking, 'Eddie', isAcs);
  return startEvil(`${world.url()}/hub/saml/acs`, form.forms[0]?.fields['SAMLResponse'] ?? '');
}
