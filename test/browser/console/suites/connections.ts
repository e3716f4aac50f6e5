import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { pemOf, rsaPair } from '#test/fixtures/token-maker.ts';
import { fill, press } from '../../inspect/actions.ts';
import { field, textOf, waitForText } from '../administrator.ts';
import { settle } from '../console.ts';
import type { Desk } from '../desk.ts';
import { faults } from '../looks.ts';

/** What stands in a field, once it is what is expected or was not for long. */
async function fieldValue(page: Page, label: string, expected: string): Promise<string> {
  const selector = await field(page, label);
  await page.waitForFunction(
    (place, value) => document.querySelector<HTMLInputElement>(place)?.value === value,
    {},
    selector,
    expected,
  );
  return page.$eval(selector, (input) => (input as HTMLInputElement).value);
}

/** Connections made, changed, taken back and removed, by one administrator and by two. */
export function connectionsSuite(desk: Desk): void {
  describe('connections', () => {
    const detailsNow = async () =>
      (await desk.world.call('GET', '/api/connections/second')).body as {
        readonly document: Readonly<Record<string, unknown>>;
        readonly revision: string;
      };
    const documentNow = async () => (await detailsNow()).document;
    const change = async (change: Readonly<Record<string, unknown>>) => {
      const { document, revision } = await detailsNow();
      await desk.world.call('PUT', '/api/connections/second', { revision, document: { ...document, ...change } });
    };
    const HOSTILE = '<img src=x onerror=alert(1)> \u202Egnp.exe';

    it('are made from metadata, after a look at what that comes to, and work at once', async () => {
      const page = await desk.enter('/console/connections');
      await page.click('main a.primary');
      await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'New connection');
      await fill(page, await field(page, 'Prefix'), 'Wrong Prefix');
      await fill(page, await field(page, 'Metadata of the identity provider'), desk.world.world.idp.metadata);
      await press(page, 'See who is in it');
      await page.waitForSelector('.entity-choice .rows button');
      await page.click(await field(page, 'Tokens (JWT)'));
      await field(page, 'Issuer');
      await press(page, 'Look at it before it is made');
      await page.waitForSelector('main [role=alert]');
      expect(await textOf(page, 'main [role=alert]')).toContain('prefix may have only a-z');
      expect(await faults(page)).toEqual([]);
      await page.click(await field(page, 'Tokens (JWT)'));
      await fill(page, await field(page, 'Prefix'), 'second');
      await fill(page, await field(page, 'Description'), HOSTILE);
      await fill(page, await field(page, 'User ID'), 'uid');
      await press(page, 'Look at it before it is made');
      await page.waitForSelector('dialog[open]');
      expect(await faults(page)).toEqual([]);
      await press(page, 'Take it', 'dialog');
      await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Connection second');
      await waitForText(page, 'Here:');
      // What somebody has typed is text wherever it is shown.
      expect(await textOf(page, '.page-head .lead')).toContain('<img src=x onerror=alert(1)> U+202Egnp.exe');
      expect(await page.$('main img')).toBeNull();
      const browser = new HttpBrowser();
      expect((await browser.press(await browser.open(`${desk.world.world.url()}/second/`), 'Anne')).text).toContain(
        'Welcome, anne',
      );
    });

    it('are made without an identity provider, and say how one gets in', async () => {
      const page = await desk.enter('/console/connections/+new');
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
      expect(await faults(page)).toEqual([]);
      await press(page, 'Look at it before it is made');
      await page.waitForSelector('dialog[open]');
      await press(page, 'Take it', 'dialog');
      await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Connection portal');
      await waitForText(page, 'It has no identity provider');
      expect(await textOf(page, 'main')).toContain('/qps/portal/ticket');
      expect(await faults(page)).toEqual([]);
      const { body } = await desk.world.call('GET', '/api/connections/portal');
      expect(body).toMatchObject({ idp: null, methods: ['ticket', 'session', 'jwt'], isUsable: true });
      expect((await new HttpBrowser().open(`${desk.world.world.url()}/portal/`)).status).toBe(401);
      const { revision } = body as { readonly revision: string };
      expect(await desk.world.call('DELETE', '/api/connections/portal', { revision })).toMatchObject({ status: 200 });
    });

    it('changed by two at once lose nothing: the second is told, keeps what they typed, and sees both', async () => {
      const page = await desk.enter('/console/connections/second/settings');
      await fill(page, await field(page, 'Minutes without use'), '45');
      const other = await desk.world.enter('/console/connections/second/settings');
      await settle(other.page);
      await fill(other.page, await field(other.page, 'Minutes in all'), '300');
      await press(other.page, 'Look at the difference');
      await press(other.page, 'Take it', 'dialog');
      await other.page.waitForFunction(() => document.querySelector('dialog') === null);
      await other.close();
      await press(page, 'Look at the difference');
      await page.waitForSelector('main [role=alert]');
      expect(await textOf(page, 'main [role=alert]')).toContain('sessionLifetime: 300 is added');
      expect(await faults(page)).toEqual([]);
      await press(page, 'Load what is there now');
      await page.waitForFunction(() => document.querySelector('main [role=alert]') === null);
      await settle(page);
      expect(await fieldValue(page, 'Minutes without use', '45')).toBe('45');
      expect(await fieldValue(page, 'Minutes in all', '300')).toBe('300');
      await press(page, 'Look at the difference');
      await page.waitForSelector('dialog[open]');
      expect(await page.$$eval('dialog .change-list li', (lines) => lines.map((line) => line.textContent))).toEqual([
        'sessionTimeout: 45 is added',
      ]);
      await press(page, 'Take it', 'dialog');
      await page.waitForFunction(() => document.querySelector('dialog') === null);
      const { body } = await desk.world.call('GET', '/api/connections/second');
      expect(body).toMatchObject({ document: { sessionTimeout: 45, sessionLifetime: 300 } });
    });

    it('changed by one while the other looks at what an undo comes to: the undo is refused, says what came between, and can be looked at again', async () => {
      const page = await desk.enter('/console/connections/second/history');
      await press(page, 'Go back to version 1 …');
      await page.waitForSelector('dialog[open]');
      await change({ description: 'in between' });
      await press(page, 'Go back', 'dialog');
      await waitForText(page, 'description', 'dialog [role=alert]');
      expect(await faults(page)).toEqual([]);
      expect(await documentNow()).toMatchObject({ description: 'in between', sessionTimeout: 45 });
      await press(page, 'See what is there now', 'dialog');
      await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 4);
      await press(page, 'Go back to version 1 …');
      await page.waitForSelector('dialog[open]');
      expect(await textOf(page, 'dialog')).toContain('description: "in between" becomes');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.querySelector('dialog') === null);
    });

    it('taken back by one while the other edits: the edit is refused, and what was typed is kept', async () => {
      const page = await desk.enter('/console/connections/second/settings');
      await fill(page, await field(page, 'Name of the cookie'), 'typed');
      const { revision } = await detailsNow();
      await desk.world.call('POST', '/api/connections/second/restore', { version: 3, revision });
      await press(page, 'Look at the difference');
      await waitForText(page, 'description', 'main [role=alert]');
      await press(page, 'Load what is there now');
      await page.waitForFunction(() => document.querySelector('main [role=alert]') === null);
      await settle(page);
      await press(page, 'Look at the difference');
      await page.waitForSelector('dialog[open]');
      expect(await page.$$eval('dialog .change-list li', (lines) => lines.map((line) => line.textContent))).toEqual([
        'cookie: "typed" is added',
        'The session cookie has another name: everybody logs in again.',
      ]);
      await page.keyboard.press('Escape');
    });

    it('are taken back to an earlier version, and removed, each after a look', async () => {
      const page = await desk.enter('/console/connections/second/history');
      expect(await page.$$('.rows > li')).toHaveLength(5);
      await press(page, 'Go back to version 1 …');
      await page.waitForSelector('dialog[open]');
      expect(await textOf(page, 'dialog')).toContain('sessionTimeout: 45 is taken out');
      expect(await faults(page)).toEqual([]);
      await press(page, 'Go back', 'dialog');
      await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 6);
      expect(await faults(page)).toEqual([]);
      await page.click('nav.parts a');
      await press(page, 'Remove the connection …');
      await page.waitForSelector('dialog[open]');
      expect(await textOf(page, 'dialog')).toContain('The connection is gone, and its sessions end.');
      await press(page, 'Remove it', 'dialog');
      await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'Connections');
      await page.waitForFunction(() => document.querySelectorAll('.rows > li').length === 1);
    });

    it('are edited as text, and what is no document is told before it is sent', async () => {
      const page = await desk.enter('/console/connections/hub/settings');
      await press(page, 'Document as text');
      const text = await page.$eval('textarea', (area) => area.value);
      expect(JSON.parse(text)).toMatchObject({ prefix: 'hub' });
      await fill(page, 'textarea', text.slice(1));
      expect(await textOf(page, 'main [role=alert]')).toContain('no JSON map');
      expect(await page.$eval('main .button.primary', (button) => (button as HTMLButtonElement).disabled)).toBe(true);
      await fill(page, 'textarea', JSON.stringify({ ...JSON.parse(text), colour: 'red' }));
      await press(page, 'Look at the difference');
      await waitForText(page, 'colour is not a key that means anything here', 'main [role=alert]');
      expect(await faults(page)).toEqual([]);
    });
  });
}
