import { describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { press } from '../../inspect/actions.ts';
import { textOf, waitForText } from '../administrator.ts';
import { settle } from '../console.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** The attribute map, with what has come beside it. */
export function attributeMapSuite(desk: Desk): void {
  describe('the attribute map', () => {
    it('takes what has come by one click, is looked at before it is taken, and holds for the next login', async () => {
      await desk.world.world.logIn('Anne', new HttpBrowser());
      const page = await desk.enter('/console/connections/hub/attributes');
      await page.waitForSelector('.seen-list');
      expect(await page.$$('.map-row')).toHaveLength(2);
      expect(await faults(page)).toEqual([]);
      // Names, and no value of anybody.
      expect(await textOf(page, '.seen')).toContain('displayName');
      expect(await textOf(page, '.seen')).not.toContain('Anne');
      const added = await page.waitForSelector(
        '.seen-list ::-p-aria([name="Add a row for displayName"][role="button"])',
      );
      await added?.click();
      await page.waitForFunction(() => document.querySelectorAll('.map-row').length === 3);
      await waitForText(page, 'displayName', 'p[role=status]');
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await faults(page)).toEqual([]);
      await waitForText(page, 'For whoever is logged in now');
      await page.select('.map-row:nth-child(3) .steps > .two-fields .field:nth-child(7) select', 'upper');
      await press(page, 'Look at the difference');
      await page.waitForSelector('dialog[open]');
      expect(await textOf(page, 'dialog')).toContain('displayName');
      await press(page, 'Take it', 'dialog');
      await page.waitForFunction(() => document.querySelector('dialog') === null);
      await desk.world.call('DELETE', '/api/sessions?all=true');
      await desk.world.world.logIn('Anne', new HttpBrowser());
      await page.goto(`${desk.world.world.url()}/console/sessions`);
      await settle(page);
      await page.click('.rows a');
      await waitForText(page, 'ANNE FOSTER');
    });
  });
}
