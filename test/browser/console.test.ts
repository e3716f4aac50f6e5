import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { startReverseProxy } from '#test/fixtures/reverse-proxy.ts';
import { pemOf, rsaPair } from '#test/fixtures/token-maker.ts';
import { makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { beforeAcs, forged, postInstead } from '#test/integration/companion/forge.ts';
import { type ConsolePage, type ConsoleWorld, settle, signIn, startConsole } from './console/console.ts';
import { overflow, violations } from './harness/axe.ts';
import { fill, press } from './inspect/actions.ts';
import type { Sight } from './inspect/inspector.ts';

let world: ConsoleWorld;
let sight: ConsolePage;

beforeAll(async () => {
  world = await startConsole();
});
afterAll(() => world.close());
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function enter(path: string, how?: Sight): Promise<Page> {
  sight = await world.enter(path, how);
  await settle(sight.page);
  return sight.page;
}

const heading = (page: Page) => page.$eval('h1', (element) => element.textContent);
const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);
const waitForText = (page: Page, text: string, selector = 'main') =>
  page.waitForFunction(
    (wanted, place) => document.querySelector(place)?.textContent?.includes(wanted),
    {},
    text,
    selector,
  );
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

describe('who comes to the console', () => {
  it('is asked for the token, is told when it is wrong, and then is where the address says', async () => {
    sight = await world.open('/console/keys');
    const { page } = sight;
    expect(await heading(page)).toBe('Sign in to the console');
    await fill(page, 'input[type=password]', 'not the token');
    await page.focus('input[type=password]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    expect(await textOf(page, '[role=alert]')).toContain('This is neither the token of the administrator');
    expect(await violations(page)).toEqual([]);
    await signIn(page, world.token);
    expect(await heading(page)).toBe('Keys');
    await page.waitForFunction(() => document.title === 'Keys · SAML Workbench console');
  });

  it('stays signed in over a reload, and not over signing out', async () => {
    const page = await enter('/console/audit');
    await page.reload();
    await settle(page);
    expect(await heading(page)).toBe('Audit');
    await press(page, 'Sign out');
    await page.waitForSelector('input[type=password]');
    await page.reload();
    await page.waitForSelector('input[type=password]');
  });

  it('whose session ended elsewhere comes to the sign-in, and back to the same address', async () => {
    const page = await enter('/console/settings');
    const cookies = await sight.page.browserContext().cookies();
    await sight.page.browserContext().deleteCookie(...cookies);
    await page.click('nav a[href="/console/keys"]');
    await page.waitForSelector('input[type=password]');
    await signIn(page, world.token);
    await waitForText(page, 'Keys of QPS clients');
  });
});

describe('keys of QPS clients', () => {
  it('are made and revoked by keyboard alone, and shown once', async () => {
    const page = await enter('/console/keys');
    const name = 'Nightly <b>reports</b> \u202Egpj.exe';
    await page.focus('main input');
    await fill(page, 'main input', name);
    await page.keyboard.press('Enter');
    await waitForText(page, 'Copy it now');
    expect(await textOf(page, '.secret .code')).toMatch(/^swqps_[\w-]{43}$/);
    expect(await textOf(page, '[role=status]')).toContain('was made');
    // What somebody has typed is text, and what would hide or turn it is shown.
    await page.waitForSelector('.rows strong');
    expect(await textOf(page, '.rows strong')).toBe('Nightly <b>reports</b> U+202Egpj.exe');
    expect(await page.$$('.rows b')).toHaveLength(0);
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await settle(page);
    expect(await page.$('.secret')).toBeNull();
    await page.focus('.rows button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await focused(page)).toBe('Revoke');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await press(page, 'Revoke it', 'dialog');
    await waitForText(page, 'revoked ');
    expect(await page.$('.rows button')).toBeNull();
  });

  it('that another administrator has revoked meanwhile are said to be gone', async () => {
    const made = (await world.call('POST', '/api/client-keys', { name: 'shared' })).body as { readonly id: string };
    const page = await enter('/console/keys');
    await press(page, 'Revoke the key of shared');
    await page.waitForSelector('dialog[open]');
    await world.call('DELETE', `/api/client-keys/${made.id}`);
    await press(page, 'Revoke it', 'dialog');
    await waitForText(page, 'There is no key of that number in use', 'dialog');
  });
});

describe('the audit', () => {
  it('shows who did what, and older lines on demand', async () => {
    for (let count = 0; count < 60; count++) await world.call('POST', '/api/client-keys', { name: `many ${count}` });
    const page = await enter('/console/audit');
    expect(await page.$$('.rows > li')).toHaveLength(50);
    expect(await textOf(page, '.rows > li')).toContain("the administrator's token signed in to the console");
    await press(page, 'Show older lines');
    await page.waitForFunction(() => document.querySelectorAll('.rows > li').length > 50);
  });
});

describe('by keyboard', () => {
  it('the first stop leads past the navigation, each section is a stop, and its heading takes the focus', async () => {
    const page = await enter('/console/settings');
    await page.evaluate(() => document.body.focus());
    await page.focus('.skip');
    expect(await focused(page)).toBe('Skip to the content');
    await page.focus('nav a[href="/console/audit"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    expect(await focused(page)).toBe('Audit');
    expect(await page.$eval('nav [aria-current=page]', (link) => link.textContent)).toBe('Audit');
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Settings');
  });
});

/** The field with that label. */
async function field(page: Page, label: string): Promise<string> {
  const id = await page.evaluate(
    (wanted) => [...document.querySelectorAll('label')].find((each) => each.textContent === wanted)?.htmlFor ?? '',
    label,
  );
  return `[id="${id}"]`;
}

describe('connections', () => {
  const HOSTILE = '<img src=x onerror=alert(1)> \u202Egnp.exe';

  it('are made from metadata, after a look at what that comes to, and work at once', async () => {
    const page = await enter('/console/connections');
    await page.click('main a.primary');
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'New connection');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await fill(page, await field(page, 'Prefix'), 'Wrong Prefix');
    await fill(page, await field(page, 'Metadata of the identity provider'), world.world.idp.metadata);
    await press(page, 'Look at it before it is made');
    await page.waitForSelector('main [role=alert]');
    expect(await textOf(page, 'main [role=alert]')).toContain('prefix may have only a-z');
    await fill(page, await field(page, 'Prefix'), 'second');
    await fill(page, await field(page, 'Description'), HOSTILE);
    await fill(page, await field(page, 'User ID'), 'uid');
    await press(page, 'Look at it before it is made');
    await page.waitForSelector('dialog[open]');
    expect(await violations(page)).toEqual([]);
    await press(page, 'Take it', 'dialog');
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Connection second');
    await waitForText(page, 'Here:');
    // What somebody has typed is text wherever it is shown.
    expect(await textOf(page, '.page-head .lead')).toContain('<img src=x onerror=alert(1)> U+202Egnp.exe');
    expect(await page.$('main img')).toBeNull();
    const browser = new HttpBrowser();
    expect((await browser.press(await browser.open(`${world.world.url()}/second/`), 'Anne')).text).toContain(
      'Welcome, anne',
    );
  });

  it('are made without an identity provider, and say how one gets in', async () => {
    const page = await enter('/console/connections/+new');
    await fill(page, await field(page, 'Prefix'), 'portal');
    await page.click(await field(page, 'SAML'));
    await page.waitForFunction(() => !document.body.textContent?.includes('Metadata of the identity provider'));
    await page.click(await field(page, 'Tokens (JWT)'));
    for (const [label, value] of [
      ['Key of the issuer', pemOf(rsaPair())],
      ['Issuer', 'https://issuer.example'],
      ['Audience', 'workbench'],
      ['Claim with the user ID', 'sub'],
      ['Claim with the user directory', '[CORP]'],
    ] as const)
      await fill(page, await field(page, label), value);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, 'Look at it before it is made');
    await page.waitForSelector('dialog[open]');
    await press(page, 'Take it', 'dialog');
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Connection portal');
    await waitForText(page, 'It has no identity provider');
    expect(await textOf(page, 'main')).toContain('/qps/portal/ticket');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    const { body } = await world.call('GET', '/api/connections/portal');
    expect(body).toMatchObject({ idp: null, methods: ['ticket', 'session', 'jwt'], isUsable: true });
    expect((await new HttpBrowser().open(`${world.world.url()}/portal/`)).status).toBe(401);
    const { revision } = body as { readonly revision: string };
    expect(await world.call('DELETE', '/api/connections/portal', { revision })).toMatchObject({ status: 200 });
  });

  it('changed by two at once lose nothing: the second is told, keeps what they typed, and sees both', async () => {
    const page = await enter('/console/connections/second/settings');
    await fill(page, await field(page, 'Minutes without use'), '45');
    const other = await world.enter('/console/connections/second/settings');
    await settle(other.page);
    await fill(other.page, await field(other.page, 'Minutes in all'), '300');
    await press(other.page, 'Look at the difference');
    await press(other.page, 'Take it', 'dialog');
    await other.page.waitForFunction(() => document.querySelector('dialog') === null);
    await other.close();
    await press(page, 'Look at the difference');
    await page.waitForSelector('main [role=alert]');
    expect(await textOf(page, 'main [role=alert]')).toContain('sessionLifetime: 300 is added');
    expect(await violations(page)).toEqual([]);
    await press(page, 'Load what is there now');
    await page.waitForFunction(() => document.querySelector('main [role=alert]') === null);
    await settle(page);
    expect(
      await page.$eval(await field(page, 'Minutes without use'), (input) => (input as HTMLInputElement).value),
    ).toBe('45');
    expect(await page.$eval(await field(page, 'Minutes in all'), (input) => (input as HTMLInputElement).value)).toBe(
      '300',
    );
    await press(page, 'Look at the difference');
    await page.waitForSelector('dialog[open]');
    expect(await page.$$eval('dialog .change-list li', (lines) => lines.map((line) => line.textContent))).toEqual([
      'sessionTimeout: 45 is added',
    ]);
    await press(page, 'Take it', 'dialog');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    const { body } = await world.call('GET', '/api/connections/second');
    expect(body).toMatchObject({ document: { sessionTimeout: 45, sessionLifetime: 300 } });
  });

  it('are taken back to an earlier version, and removed, each after a look', async () => {
    const page = await enter('/console/connections/second/history');
    expect(await page.$$('.rows > li')).toHaveLength(3);
    await press(page, 'Go back to version 1 …');
    await page.waitForSelector('dialog[open]');
    expect(await textOf(page, 'dialog')).toContain('sessionTimeout: 45 is taken out');
    expect(await violations(page)).toEqual([]);
    await press(page, 'Go back', 'dialog');
    await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 4);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await page.click('nav.parts a');
    await press(page, 'Remove the connection …');
    await page.waitForSelector('dialog[open]');
    expect(await textOf(page, 'dialog')).toContain('The connection is gone, and its sessions end.');
    await press(page, 'Remove it', 'dialog');
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Connections');
    await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 1);
  });

  it('are edited as text, and what is no document is told before it is sent', async () => {
    const page = await enter('/console/connections/hub/settings');
    await press(page, 'Document as text');
    const text = await page.$eval('textarea', (area) => area.value);
    expect(JSON.parse(text)).toMatchObject({ prefix: 'hub' });
    await fill(page, 'textarea', text.slice(1));
    expect(await textOf(page, 'main [role=alert]')).toContain('no JSON map');
    expect(await page.$eval('main .button.primary', (button) => (button as HTMLButtonElement).disabled)).toBe(true);
    await fill(page, 'textarea', JSON.stringify({ ...JSON.parse(text), colour: 'red' }));
    await press(page, 'Look at the difference');
    await waitForText(page, 'colour is not a key that means anything here', 'main [role=alert]');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
  });
});

describe('the attribute map', () => {
  it('takes what has come by one click, is looked at before it is taken, and holds for the next login', async () => {
    await world.world.logIn('Anne', new HttpBrowser());
    const page = await enter('/console/connections/hub/attributes');
    await page.waitForSelector('.seen-list');
    expect(await page.$$('.map-row')).toHaveLength(2);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    // Names, and no value of anybody.
    expect(await textOf(page, '.seen')).toContain('displayName');
    expect(await textOf(page, '.seen')).not.toContain('Anne');
    const added = await page.waitForSelector('.seen-list ::-p-aria([name="Add a row for displayName"][role="button"])');
    await added?.click();
    await page.waitForFunction(() => document.querySelectorAll('.map-row').length === 3);
    await waitForText(page, 'displayName', 'p[role=status]');
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await waitForText(page, 'For whoever is logged in now');
    await page.select('.map-row:nth-child(3) .steps > .two-fields .field:nth-child(7) select', 'upper');
    await press(page, 'Look at the difference');
    await page.waitForSelector('dialog[open]');
    expect(await textOf(page, 'dialog')).toContain('displayName');
    await press(page, 'Take it', 'dialog');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    await world.call('DELETE', '/api/sessions?all=true');
    await world.world.logIn('Anne', new HttpBrowser());
    await page.goto(`${world.world.url()}/console/sessions`);
    await settle(page);
    await page.click('.rows a');
    await waitForText(page, 'ANNE FOSTER');
  });
});

describe('logins', () => {
  it('are found by the reference number that the page of refusal shows, with the cause and the text to send', async () => {
    const { call } = world;
    const { document, revision } = (await call('GET', '/api/connections/hub')).body as {
      readonly document: Readonly<Record<string, unknown>>;
      readonly revision: string;
    };
    const attributes = [{ from: 'no-such-attribute', to: 'group', required: true }];
    await call('PUT', '/api/connections/hub', { revision, document: { ...document, attributes } });
    const browser = new HttpBrowser();
    const refused = await browser.press(await browser.open(`${world.world.url()}/hub/`), 'Anne');
    const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(refused.text) ?? [];
    const page = await enter('/console/logins?outcome=refused');
    expect(await textOf(page, '.rows')).toContain(reference);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await fill(page, await field(page, 'Reference number'), reference.toLowerCase());
    await press(page, 'Open');
    await waitForText(page, 'no-such-attribute');
    await waitForText(page, 'To send to whoever must act');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    const now = (await call('GET', '/api/connections/hub')).body as { readonly revision: string };
    await call('PUT', '/api/connections/hub', { revision: now.revision, document });
  });

  it('that nobody knows are said to be unknown', async () => {
    const page = await enter('/console/logins/AAAAA-AAAAA');
    await page.waitForSelector('main [role=alert]');
    expect(await violations(page)).toEqual([]);
  });
});

describe('whatever an identity provider sends', () => {
  const MARKUP = '<img src=x onerror="document.title=1">';
  const escaped = MARKUP.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

  it('in metadata, assertion and RelayState is text on every page that shows it: nothing runs, and no link leads into a script', async () => {
    const metadata = world.world.idp.metadata
      .replaceAll(/entityID="[^"]*"/g, `entityID="https://evil.example/${escaped}"`)
      .replaceAll(/(SingleSignOnService [^>]*Location=)"[^"]*"/g, '$1"javascript:alert(1)"');
    const document = { prefix: 'evil', description: MARKUP, idp: { metadata } };
    expect(await world.call('POST', '/api/connections', { document })).toMatchObject({ status: 201 });
    const browser = new HttpBrowser();
    const before = await beforeAcs(world.world, 'Anne', browser);
    const xml = await forged(world.world, before, (text) =>
      text.replace('Name="email"', `Name="${escaped}"`).replace('>SalesUS<', `>${escaped}<`),
    );
    const refused = await postInstead(before, xml, browser, { RelayState: `javascript:alert(1)//${MARKUP}` });
    expect([refused.status, refused.html.includes('<img src=x')]).toEqual([400, false]);
    const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(refused.text) ?? [];
    const page = await enter('/console/connections');
    for (const [path, shown] of [
      ['connections', MARKUP],
      ['connections/evil', 'https://evil.example/<img'],
      ['connections/evil/settings', ''],
      ['connections/evil/history', MARKUP],
      ['connections/hub/attributes', MARKUP],
      ['logins', ''],
      [`logins/${reference}`, MARKUP],
      ['audit', ''],
    ] as const) {
      await page.goto(`${world.world.url()}/console/${path}`);
      await settle(page);
      if (shown !== '') await waitForText(page, shown);
      const live = await page.$$eval(
        'main img, [src=x], script:not([src]), [onerror], a[href^="javascript:"]',
        (all) => all.length,
      );
      expect([path, live, await page.title()]).toEqual([path, 0, expect.stringContaining('SAML Workbench console')]);
    }
    const { body } = await world.call('GET', '/api/connections/evil');
    const { revision } = body as { readonly revision: string };
    await world.call('DELETE', '/api/connections/evil', { revision });
  });
});

describe('logouts', () => {
  it('have a receipt each: what ended, what lives on, how that is known, and the same signed', async () => {
    const browser = new HttpBrowser();
    await world.world.logIn('Anne', browser);
    const goodbye = await browser.open(`${world.world.url()}/hub/logout`);
    const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(goodbye.text) ?? [];
    const page = await enter('/console/logouts');
    expect(await textOf(page, '.rows')).toContain(reference);
    expect(await textOf(page, '.rows')).toContain('Logged out here; elsewhere, too, the identity provider says');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await page.click(`a[href="/console/logouts/${reference}"]`);
    await waitForText(page, 'It was tried: the session has ended.');
    await waitForText(page, 'asked through the browser, by redirect');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    const href = await page.$eval('main a[download]', (link) => (link as HTMLAnchorElement).href);
    const signed = await page.evaluate(async (url: string) => {
      return Object.keys(await (await fetch(url, { headers: { 'X-Workbench-Console': '1' } })).json());
    }, href);
    expect(signed).toEqual(['payload', 'protected', 'signature']);
  });

  it('are tried from the steps that single logout needs: what the last one came to, and what it shows of the identity provider', async () => {
    const browser = new HttpBrowser();
    const page = await enter('/console/connections/hub/logout');
    const steps = () => textOf(page, '.logout-steps');
    await waitForText(page, 'Log in at the hub of this connection and log out there', '.logout-steps');
    await world.call('DELETE', '/api/sessions?all=true');
    await world.world.logIn('Anne', browser);
    await press(page, 'Look again');
    await browser.open(`${world.world.url()}/hub/logout`);
    const [{ reference = '' } = {}] = (
      (await world.call('GET', '/api/logouts?connection=hub&limit=1')).body as {
        readonly logouts: readonly { readonly reference: string }[];
      }
    ).logouts;
    await press(page, 'Look again');
    await page.waitForSelector(`.logout-steps a[href="/console/logouts/${reference}"]`);
    const told = await steps();
    expect(told).toContain('A logout really ends Logged out here; elsewhere, too, the identity provider says');
    expect(told).toContain('Here: No. It was tried: the session has ended. At the identity provider: No, it said so');
    expect(told).toContain('The identity provider knows where our logouts go It did');
    expect(told).toContain('A message of its own came to our address');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
  });

  it('that nobody knows are said to be unknown', async () => {
    const page = await enter('/console/logouts/AAAAA-AAAAA');
    await page.waitForSelector('main [role=alert]');
    expect(await violations(page)).toEqual([]);
  });
});

describe('keys of ours', () => {
  it('are rolled over step by step, each told before it is taken', async () => {
    const page = await enter('/console/keys');
    const step = async (name: string, then: string) => {
      await press(page, `${name} …`);
      await page.waitForSelector('dialog[open]');
      expect(await violations(page)).toEqual([]);
      await press(page, name, 'dialog');
      await page.waitForFunction(() => document.querySelector('dialog') === null);
      await waitForText(page, then);
    };
    await step('Publish a new key', 'Published beside it; signs next');
    expect(await page.$$('.key-list > li')).toHaveLength(2);
    await step('Sign with the new key', 'Signed before');
    await step('Take the old key out', 'Publish a new key …');
    const pem = await page.evaluate(async () => {
      const link = document.querySelector<HTMLAnchorElement>('.key-list a[download]');
      return link === null ? '' : (await fetch(link.href)).text();
    });
    expect(pem).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });
});

describe('sessions', () => {
  it('are searched and ended, one and all that are found, and the search is in the address', async () => {
    const { world: companion, call } = world;
    await call('DELETE', '/api/sessions?all=true');
    for (const name of ['Anne', 'Eddie', 'Grace']) await companion.logIn(name, new HttpBrowser());
    const page = await enter('/console/sessions');
    expect(await page.$$('.rows > li')).toHaveLength(3);
    await fill(page, 'main .field:nth-child(4) input', 'group');
    expect(await textOf(page, '[role=alert]')).toContain('name and value together');
    await fill(page, 'main .field:nth-child(5) input', 'salesus');
    await press(page, 'Search');
    await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 2);
    expect(new URL(page.url()).search).toBe('?attribute=group&value=salesus');
    await page.reload();
    await settle(page);
    expect(await page.$$('.rows > li')).toHaveLength(2);
    await press(page, 'End all of these …');
    await page.waitForSelector('dialog[open]');
    expect(await violations(page)).toEqual([]);
    await press(page, 'End now', 'dialog');
    await waitForText(page, 'No session fits the search');
    await press(page, 'Show all');
    await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 1);
    await page.click('.rows a');
    await waitForText(page, 'SalesAUS');
    expect(await heading(page)).toBe('CORP\\eddie');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, 'End the session …');
    await press(page, 'End now', 'dialog');
    await waitForText(page, 'Nobody is logged in');
  });
});

const SECTIONS = [
  ...['connections', 'connections/hub', 'connections/hub/settings', 'connections/hub/history', 'connections/+new'],
  ...[
    'connections/hub/attributes',
    'connections/hub/logout',
    'sessions',
    'logouts',
    'logins',
    'audit',
    'keys',
    'settings',
  ],
];

describe.each([
  ['light', false, 400],
  ['light', false, 1400],
  ['dark', true, 400],
  ['dark', true, 1400],
] as const)('in %s colours (dark: %s) at a width of %d', (_, dark, width) => {
  it('axe-core finds nothing in any section, and nothing sticks out', async () => {
    const page = await enter('/console/', { dark, width });
    for (const section of SECTIONS) {
      await page.goto(`${world.world.url()}/console/${section}`);
      await settle(page);
      expect([section, await violations(page), await overflow(page)]).toEqual([section, [], 0]);
    }
  });
});

it('behind a proxy that shows the companion below a path, the console stays below it', async () => {
  const PATH = '/portal/saml';
  const proxy = await startReverseProxy(PATH, true);
  const other = await makeCompanionWorld({ publicUrl: `${proxy.origin}${PATH}` });
  proxy.target = other.companion().port;
  const page = await world.browser.newPage();
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${proxy.origin}${PATH}/`)) elsewhere.push(request.url());
  });
  try {
    await page.goto(`${proxy.origin}${PATH}/console/connections/hub`);
    await signIn(page, other.companion().newToken ?? '');
    await waitForText(page, 'The identity provider');
    await page.click('nav a[href$="/console/keys"]');
    await waitForText(page, 'Signs, and opens what is encrypted');
    expect(page.url()).toBe(`${proxy.origin}${PATH}/console/keys`);
    await page.reload();
    await waitForText(page, 'Signs, and opens what is encrypted');
    expect(elsewhere).toEqual([]);
  } finally {
    await page.close();
    await other.close();
    await proxy.close();
  }
  sight = await world.open('/console/');
});

it('an address of the console that is none is a page that says so', async () => {
  sight = await world.open('/console/nothing');
  expect(await heading(sight.page)).toBe('There is nothing here');
});
