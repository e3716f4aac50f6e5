import { describe, expect, it } from 'vitest';
import { fill, press } from '../../inspect/actions.ts';
import { headingOf, textOf, waitForText } from '../administrator.ts';
import { settle, signIn } from '../console.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** Who comes to the console, and how they leave. It begins with nobody signed in. */
export function signInSuite(desk: Desk): void {
  describe('who comes to the console', () => {
    it('is asked for the token, is told when it is wrong, and then is where the address says', async () => {
      const stranger = await desk.world.open('/console/keys');
      const { page } = stranger;
      expect(await headingOf(page)).toBe('Sign in to the console');
      expect(stranger.refusals).toEqual([]);
      await fill(page, 'input[type=password]', 'not the token');
      await page.focus('input[type=password]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[role=alert]');
      expect(await textOf(page, '[role=alert]')).toContain('This is neither the token of the administrator');
      expect(await faults(page)).toEqual([]);
      await signIn(page, desk.world.token);
      expect(await headingOf(page)).toBe('Keys');
      await page.waitForFunction(() => document.title === 'Keys · SAML Workbench console');
      await stranger.close();
      expect(stranger.complaints).toEqual([]);
    });

    it('stays signed in over a reload, and not over signing out', async () => {
      const signedIn = await desk.world.enter('/console/audit');
      const { page } = signedIn;
      await settle(page);
      await page.reload();
      await settle(page);
      expect(await headingOf(page)).toBe('Audit');
      await press(page, 'Sign out');
      await page.waitForSelector('input[type=password]');
      await page.reload();
      await page.waitForSelector('input[type=password]');
      await signedIn.close();
      expect(signedIn.complaints).toEqual([]);
    });

    it('whose session ended elsewhere comes to the sign-in, and back to the same address', async () => {
      const page = await desk.enter('/console/settings');
      const cookies = await page.browserContext().cookies();
      await page.browserContext().deleteCookie(...cookies);
      await page.click('nav a[href="/console/keys"]');
      await page.waitForSelector('input[type=password]');
      await signIn(page, desk.world.token);
      await waitForText(page, 'Keys of QPS clients');
    });
  });
}
