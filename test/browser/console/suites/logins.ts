import { describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { beforeAcs, forged, postInstead } from '#test/integration/companion/forge.ts';
import { fill, press } from '../../inspect/actions.ts';
import { field, goTo, textOf, waitForText } from '../administrator.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** What logins came to, and what an identity provider may have sent. */
export function loginsSuite(desk: Desk): void {
  describe('logins', () => {
    it('are found by the reference number that the page of refusal shows, with the cause and the text to send', async () => {
      const { call } = desk.world;
      const { document, revision } = (await call('GET', '/api/connections/hub')).body as {
        readonly document: Readonly<Record<string, unknown>>;
        readonly revision: string;
      };
      const attributes = [{ from: 'no-such-attribute', to: 'group', required: true }];
      await call('PUT', '/api/connections/hub', { revision, document: { ...document, attributes } });
      const browser = new HttpBrowser();
      const refused = await browser.press(await browser.open(`${desk.world.world.url()}/hub/`), 'Anne');
      const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(refused.text) ?? [];
      const page = await desk.enter('/console/logins?outcome=refused');
      expect(await textOf(page, '.rows')).toContain(reference);
      expect(await faults(page)).toEqual([]);
      await fill(page, await field(page, 'Reference number'), reference.toLowerCase());
      await press(page, 'Open');
      await waitForText(page, 'no-such-attribute');
      await waitForText(page, 'To send to whoever must act');
      expect(await faults(page)).toEqual([]);
      const now = (await call('GET', '/api/connections/hub')).body as { readonly revision: string };
      await call('PUT', '/api/connections/hub', { revision: now.revision, document });
    });

    it('that nobody knows are said to be unknown', async () => {
      const page = await desk.enter('/console/logins/AAAAA-AAAAA');
      await page.waitForSelector('main [role=alert]');
      expect(await faults(page)).toEqual([]);
    });
  });

  describe('whatever an identity provider sends', () => {
    const MARKUP = '<img src=x onerror="document.title=1">';
    const escaped = MARKUP.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

    it('in metadata, assertion and RelayState is text on every page that shows it: nothing runs, and no link leads into a script', async () => {
      const metadata = desk.world.world.idp.metadata
        .replaceAll(/entityID="[^"]*"/g, `entityID="https://evil.example/${escaped}"`)
        .replaceAll(/(SingleSignOnService [^>]*Location=)"[^"]*"/g, '$1"javascript:alert(1)"');
      const document = { prefix: 'evil', description: MARKUP, idp: { metadata } };
      expect(await desk.world.call('POST', '/api/connections', { document })).toMatchObject({ status: 201 });
      const browser = new HttpBrowser();
      const before = await beforeAcs(desk.world.world, 'Anne', browser);
      const xml = await forged(desk.world.world, before, (text) =>
        text.replace('Name="email"', `Name="${escaped}"`).replace('>SalesUS<', `>${escaped}<`),
      );
      const refused = await postInstead(before, xml, browser, { RelayState: `javascript:alert(1)//${MARKUP}` });
      expect([refused.status, refused.html.includes('<img src=x')]).toEqual([400, false]);
      const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(refused.text) ?? [];
      const page = await desk.enter('/console/connections');
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
        await goTo(page, `/console/${path}`);
        if (shown !== '') await waitForText(page, shown);
        if (path === 'connections' || path === 'connections/evil')
          expect([path, await faults(page)]).toEqual([path, []]);
        const live = await page.$$eval(
          'main img, [src=x], script:not([src]), [onerror], a[href^="javascript:"]',
          (all) => all.length,
        );
        expect([path, live, await page.title()]).toEqual([path, 0, expect.stringContaining('SAML Workbench console')]);
      }
      const { body } = await desk.world.call('GET', '/api/connections/evil');
      const { revision } = body as { readonly revision: string };
      await desk.world.call('DELETE', '/api/connections/evil', { revision });
    });
  });
}
