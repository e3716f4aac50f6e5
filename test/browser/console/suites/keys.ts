import { describe, expect, it } from 'vitest';
import { fill, press } from '../../inspect/actions.ts';
import { focused, textOf, waitForText } from '../administrator.ts';
import { settle } from '../console.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** Keys of QPS clients, and the companion’s own. */
export function keysSuite(desk: Desk): void {
  describe('keys of QPS clients', () => {
    it('are made and revoked by keyboard alone, and shown once', async () => {
      const page = await desk.enter('/console/keys');
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
      expect(await faults(page)).toEqual([]);
      await page.reload();
      await settle(page);
      expect(await page.$('.secret')).toBeNull();
      await page.focus('.rows button');
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      expect(await faults(page)).toEqual([]);
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
      const made = (await desk.world.call('POST', '/api/client-keys', { name: 'shared' })).body as {
        readonly id: string;
      };
      const page = await desk.enter('/console/keys');
      await press(page, 'Revoke the key of shared');
      await page.waitForSelector('dialog[open]');
      await desk.world.call('DELETE', `/api/client-keys/${made.id}`);
      await press(page, 'Revoke it', 'dialog');
      await waitForText(page, 'There is no key of that number in use', 'dialog');
    });
  });

  describe('keys of ours', () => {
    it('are rolled over step by step, each told before it is taken', async () => {
      const page = await desk.enter('/console/keys');
      const step = async (name: string, then: string) => {
        await press(page, `${name} …`);
        await page.waitForSelector('dialog[open]');
        expect(await faults(page)).toEqual([]);
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
}
