import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimpleSamlPhp, startSimpleSamlPhp } from '#test/fixtures/simplesamlphp.ts';
import {
  beginTest,
  connect,
  field,
  goTo,
  headingOf,
  mapFirst,
  rollOurKey,
  takeIt,
  takeNewerMetadata,
  waitForText,
} from './console/administrator.ts';
import { type ConsolePage, type ConsoleWorld, startConsole } from './console/console.ts';
import { violations } from './harness/axe.ts';
import { fill, press } from './inspect/actions.ts';

let idp: SimpleSamlPhp;
let world: ConsoleWorld;
let sight: ConsolePage;
let console: Page;

const PASSWORD = 'a test’s own';

beforeAll(async () => {
  const attributes = { uid: ['anne'], groups: ['QlikGroup', 'Sales & <b>More</b>'], displayName: ['Anne Foster'] };
  idp = await startSimpleSamlPhp({
    users: [{ name: 'anne', password: PASSWORD, attributes }],
    signsMetadata: true,
    encrypts: true,
  });
  world = await startConsole({ extra: `metadataHosts: ['${new URL(idp.url).host}']\n` });
  sight = await world.enter('/console/', { width: 1200, height: 900 });
  console = sight.page;
});

afterAll(async () => {
  await world?.close();
  await idp?.close();
});

/**
 * Logs in where SimpleSAMLphp asks for name and password, and comes back to what the companion shows.
 * @param meanwhile what happens while the request has arrived and is not answered
 */
async function logInThere(page: Page, meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
  await page.bringToFront();
  await page.waitForSelector('input[name=password]');
  await meanwhile();
  await page.bringToFront();
  await fill(page, 'input[name=username]', 'anne');
  await fill(page, 'input[name=password]', PASSWORD);
  await page.focus('input[name=password]');
  await page.keyboard.press('Enter');
  await backHere(page);
}

async function backHere(page: Page): Promise<void> {
  await page.waitForFunction(
    (origin) => location.origin === origin && document.querySelector('h1') !== null,
    {},
    world.world.url(),
  );
}

/** A login in a browser that nobody is logged in with: the heading that it ends at, after what happened in the middle of it. */
async function userLogsIn(meanwhile?: () => Promise<void>): Promise<string> {
  const { page, close } = await world.open('/ssp/');
  try {
    await logInThere(page, meanwhile);
    return await headingOf(page);
  } finally {
    await close();
  }
}

describe('SimpleSAMLphp, connected from the console', () => {
  it('by the address of its metadata, signed by whom the administrator says and by nobody else', async () => {
    await goTo(console, '/console/connections/+new');
    await fill(console, await field(console, 'Metadata of the identity provider'), idp.metadataUrl);
    const stranger = String(((await world.call('GET', '/api/connections/hub')).body as Details).atWork.sp.certificate);
    await fill(console, await field(console, 'Certificate of who signs the metadata'), stranger);
    await press(console, 'See who is in it');
    await console.waitForSelector('main [role=alert]');
    await connect(console, {
      prefix: 'ssp',
      metadata: idp.metadataUrl,
      signedBy: idp.metadataSigner,
      userId: 'uid',
    });
    await waitForText(console, 'Fetched from');
    await waitForText(console, 'the certificate that the settings name');
    expect(await violations(console)).toEqual([]);
    idp.know(`${world.world.url()}/ssp/saml/metadata`);
  });

  it('a login test is refused for a wrong map, which is mended from its page, with what came beside it', async () => {
    await goTo(console, '/console/connections/ssp/attributes');
    await mapFirst(console, { from: 'memberOf', to: 'group', required: true });
    const tab = await beginTest(console, 'ssp');
    await logInThere(tab);
    expect(await tab.$eval('h1', (heading) => heading.textContent)).toBe('The login test was refused');
    await waitForText(tab, 'memberOf');
    expect(await violations(tab)).toEqual([]);
    await Promise.all([tab.waitForNavigation(), tab.click('a[href*="/attributes?test="]')]);
    await waitForText(tab, 'Sales & <b>More</b>', '.seen-values[aria-label^="Values of groups"]');
    expect(await violations(tab)).toEqual([]);
    await mapFirst(tab, { from: 'groups', to: 'group' });
    await tab.close();

    const again = await beginTest(console, 'ssp');
    await backHere(again);
    expect(await again.$eval('h1', (heading) => heading.textContent)).toBe('The login test passed');
    await waitForText(again, 'QlikGroup');
    await Promise.all([again.waitForNavigation(), again.click('a[href*="/console/logins/"]')]);
    // The recording has the way to here and no session: a test makes none.
    await waitForText(again, '/ssp/saml/acs', '.flow-steps');
    await again.click('summary ::-p-text(XML)');
    await waitForText(again, '<saml:Assertion', '.xml-text');
    expect(await violations(again)).toEqual([]);
    const inspector = await again.$eval('a.primary[href*="/inspect/"]', (link) => link.getAttribute('href') ?? '');
    await again.goto(new URL(inspector, again.url()).href);
    await again.waitForSelector('.row');
    await waitForText(again, 'ssp/saml/acs', 'body');
    await again.close();
  });

  it('people log in, and out at both sides', async () => {
    const context = await world.browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(`${world.world.url()}/ssp/`);
    await logInThere(page);
    expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('Welcome, anne');
    await waitForText(page, 'Sales & <b>More</b>');
    await page.locator('::-p-xpath(//*[self::a or self::button][contains(normalize-space(.), "Log out")])').click();
    await page.waitForFunction(() => location.pathname.endsWith('/logout/done'));
    await waitForText(page, 'logged out');
    // At the identity provider as well: it asks for the password again.
    await page.goto(`${world.world.url()}/ssp/`);
    await page.waitForSelector('input[name=password]');
    await context.close();
  });

  it('its key is rolled over in the middle of logins, each change shown before it is taken', async () => {
    const during = async (step: string, work: () => Promise<void>) =>
      expect([step, await userLogsIn(work)]).toEqual([step, 'Welcome, anne']);
    await during('published, and taken', async () => {
      idp.roll('published');
      const told = await takeNewerMetadata(console, 'ssp');
      expect(told).toContain('A key is new and trusted: CN=SimpleSAMLphp next');
      expect(told).not.toContain('no longer trusted');
    });
    await during('switched', async () => idp.roll('switched'));
    await during('retired', async () => idp.roll('retired'));
    await during('retired, and taken', async () => {
      expect(await takeNewerMetadata(console, 'ssp')).toContain('no longer trusted: CN=SimpleSAMLphp idp');
    });
    // What the old key signs is nobody's word from now on.
    idp.roll('steady');
    expect(await userLogsIn()).not.toContain('Welcome');
    idp.roll('retired');
  });

  it('our key is rolled over in the middle of logins: it demands signed requests and encrypts for us', async () => {
    for (const step of ['Publish a new key', 'Sign with the new key', 'Take the old key out']) {
      const heading = await userLogsIn(() => rollOurKey(console, 'ssp', step));
      expect([step, heading]).toEqual([step, 'Welcome, anne']);
    }
    expect(await userLogsIn()).toBe('Welcome, anne');
    const { body } = await world.call('GET', '/api/logins?connection=ssp&limit=1');
    const [last] = (body as { readonly logins: readonly { readonly reference: string }[] }).logins;
    const report = JSON.stringify((await world.call('GET', `/api/logins/${last?.reference}`)).body);
    expect(report).toContain('"encrypted":true');
  });

  it('its certificate can be changed by the settings, and the list says when somebody logged in last', async () => {
    await goTo(console, '/console/connections');
    await waitForText(console, 'last login');
    await goTo(console, '/console/connections/ssp/settings');
    await fill(console, await field(console, 'Certificate of who signs the metadata'), '');
    await press(console, 'Look at the difference');
    expect(await takeIt(console)).toContain('idp.signedBy');
    await goTo(console, '/console/connections/ssp');
    await waitForText(console, 'nobody has to sign it');
    expect(sight.complaints).toEqual([]);
  });
});

interface Details {
  readonly atWork: { readonly sp: { readonly certificate: string | null } };
}
