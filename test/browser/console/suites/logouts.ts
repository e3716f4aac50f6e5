import { describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { beforeAcs, forged, postInstead } from '#test/integration/companion/forge.ts';
import { press } from '../../inspect/actions.ts';
import { textOf, waitForText } from '../administrator.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** Logouts: their receipts, and the steps that single logout needs. */
export function logoutsSuite(desk: Desk): void {
  describe('logouts', () => {
    it('have a receipt each: what ended, what lives on, how that is known, and the same signed', async () => {
      const browser = new HttpBrowser();
      await desk.world.world.logIn('Anne', browser);
      const goodbye = await browser.open(`${desk.world.world.url()}/hub/logout`);
      const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(goodbye.text) ?? [];
      const page = await desk.enter('/console/logouts');
      expect(await textOf(page, '.rows')).toContain(reference);
      expect(await textOf(page, '.rows')).toContain('Logged out here; elsewhere, too, the identity provider says');
      expect(await faults(page)).toEqual([]);
      await page.click(`a[href="/console/logouts/${reference}"]`);
      await waitForText(page, 'It was tried: the session has ended.');
      await waitForText(page, 'asked through the browser, by redirect');
      expect(await faults(page)).toEqual([]);
      const href = await page.$eval('main a[download]', (link) => (link as HTMLAnchorElement).href);
      const signed = await page.evaluate(async (url: string) => {
        return Object.keys(await (await fetch(url, { headers: { 'X-Workbench-Console': '1' } })).json());
      }, href);
      expect(signed).toEqual(['payload', 'protected', 'signature']);
    });

    it('are tried from the steps that single logout needs: what the last one came to, and what it shows of the identity provider', async () => {
      const browser = new HttpBrowser();
      const page = await desk.enter('/console/connections/hub/logout');
      const steps = () => textOf(page, '.logout-steps');
      await waitForText(page, 'Log in at the hub of this connection and log out there', '.logout-steps');
      await desk.world.call('DELETE', '/api/sessions?all=true');
      await desk.world.world.logIn('Anne', browser);
      await press(page, 'Look again');
      await browser.open(`${desk.world.world.url()}/hub/logout`);
      const [{ reference = '' } = {}] = (
        (await desk.world.call('GET', '/api/logouts?connection=hub&limit=1')).body as {
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
      expect(await faults(page)).toEqual([]);
    });

    it('need a NameID: the steps say so after a login that came without one, and which rule of AD FS sends it', async () => {
      const { world } = desk.world;
      const page = await desk.enter('/console/connections/hub/logout');
      const browser = new HttpBrowser();
      const asked = await beforeAcs(world, 'Grace', browser);
      const unnamed = await forged(world, asked, (xml) => xml.replace(/<saml:NameID[\s\S]*?<\/saml:NameID>/, ''));
      expect((await postInstead(asked, unnamed, browser)).text).toContain('Welcome');
      await press(page, 'Look again');
      await waitForText(page, 'At AD FS this claim rule sends one', '.logout-steps');
      expect(await faults(page)).toEqual([]);
      await browser.open(`${world.url()}/hub/logout`);
      await desk.world.call('DELETE', '/api/sessions?all=true');
      await world.logIn('Grace', browser);
      await press(page, 'Look again');
      await waitForText(page, 'The last one did', '.logout-steps');
    });

    it('that nobody knows are said to be unknown', async () => {
      const page = await desk.enter('/console/logouts/AAAAA-AAAAA');
      await page.waitForSelector('main [role=alert]');
      expect(await faults(page)).toEqual([]);
    });
  });
}
