import { describe, expect, it } from 'vitest';
import { startReverseProxy } from '#test/fixtures/reverse-proxy.ts';
import { makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { press } from '../../inspect/actions.ts';
import { focused, headingOf, textOf, waitForText } from '../administrator.ts';
import { type ConsoleWorld, signIn } from '../console.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** Of each section what no other suite looks at closely. */
const SECTIONS = ['connections/hub/history', 'logins', 'logouts', 'settings', 'nothing'];

const XRFKEY = '0123456789abcdef';

async function makeTicket({ world, token }: ConsoleWorld): Promise<void> {
  const { status } = await fetch(`${world.url()}/qps/hub/ticket?xrfkey=${XRFKEY}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'X-Qlik-Xrfkey': XRFKEY },
    body: JSON.stringify({ UserDirectory: 'CORP', UserId: 'anne', Attributes: [] }),
  });
  expect(status).toBe(201);
}

/** What all sections have in common: navigation, addresses, the look, a proxy in front; and the audit. */
export function frameSuite(desk: Desk): void {
  describe('the audit', () => {
    it('shows who did what, and older lines on demand', async () => {
      for (let count = 0; count < 60; count++)
        await desk.world.call('POST', '/api/client-keys', { name: `many ${count}` });
      for (let count = 0; count < 3; count++) await makeTicket(desk.world);
      const page = await desk.enter('/console/audit');
      expect(await page.$$('.rows > li')).toHaveLength(50);
      expect(await textOf(page, '.rows > li')).toMatch(
        /the administrator's token made a ticket: CORP\\anne, 3 times, last /,
      );
      expect(await faults(page)).toEqual([]);
      await press(page, 'Show older lines');
      await page.waitForFunction(() => document.querySelectorAll('.rows > li').length > 50);
    });
  });

  describe('by keyboard', () => {
    it('the first stop leads past the navigation, each section is a stop, and its heading takes the focus', async () => {
      const page = await desk.enter('/console/settings');
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

  it('the overview of a connection has no fault with its login test prepared and its metadata looked at', async () => {
    const page = await desk.enter('/console/connections/hub');
    await press(page, 'Prepare a login test');
    await page.waitForSelector('a.primary[target=_blank]');
    expect(await faults(page)).toEqual([]);
    await press(page, 'Look whether there is newer …');
    await page.waitForSelector('dialog[open]');
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('axe-core finds nothing in any section, and nothing sticks out', async () => {
    for (const section of SECTIONS) {
      const page = await desk.enter(`/console/${section}`);
      expect([section, await faults(page)]).toEqual([section, []]);
    }
  });

  it('an address of the console that is none is a page that says so', async () => {
    expect(await headingOf(await desk.enter('/console/nothing'))).toBe('There is nothing here');
  });

  it('behind a proxy that shows the companion below a path, the console stays below it', async () => {
    const PATH = '/portal/saml';
    const proxy = await startReverseProxy(PATH, true);
    const other = await makeCompanionWorld({ publicUrl: `${proxy.origin}${PATH}` });
    proxy.target = other.companion().port;
    const page = await desk.world.browser.newPage();
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
  });
}
