import { describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { fill, press } from '../../inspect/actions.ts';
import { headingOf, textOf, waitForText } from '../administrator.ts';
import { settle } from '../console.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** The sessions: searched, seen and ended. */
export function sessionsSuite(desk: Desk): void {
  describe('sessions', () => {
    it('are searched and ended, one and all that are found, and the search is in the address', async () => {
      const { world: companion, call } = desk.world;
      await call('DELETE', '/api/sessions?all=true');
      for (const name of ['Anne', 'Eddie', 'Grace']) await companion.logIn(name, new HttpBrowser());
      const page = await desk.enter('/console/sessions');
      expect(await page.$$('.rows > li')).toHaveLength(3);
      await fill(page, 'main .field:nth-child(4) input', 'group');
      expect(await textOf(page, '[role=alert]')).toContain('name and value together');
      expect(await faults(page)).toEqual([]);
      await fill(page, 'main .field:nth-child(5) input', 'salesus');
      await press(page, 'Search');
      await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 2);
      expect(new URL(page.url()).search).toBe('?attribute=group&value=salesus');
      await page.reload();
      await settle(page);
      expect(await page.$$('.rows > li')).toHaveLength(2);
      await press(page, 'End all of these …');
      await page.waitForSelector('dialog[open]');
      expect(await faults(page)).toEqual([]);
      await press(page, 'End now', 'dialog');
      await waitForText(page, 'No session fits the search');
      await press(page, 'Show all');
      await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 1);
      await page.click('.rows a');
      await waitForText(page, 'SalesAUS');
      expect(await headingOf(page)).toBe('CORP\\eddie');
      expect(await faults(page)).toEqual([]);
      await press(page, 'End the session …');
      await press(page, 'End now', 'dialog');
      await waitForText(page, 'Nobody is logged in');
    });
  });
}
