import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { findLeaks } from '#test/fixtures/leaks.ts';
import { overflow, violations } from './harness/axe.ts';
import { choose, dropFiles, pasteText, press, textOf } from './inspect/actions.ts';
import { openTwoLogins, START } from './inspect/two-logins.ts';

const inspected = openTwoLogins();

/** What of a login names a person, a company or a place. */
const ORIGINALS = [
  'anne.foster@example.com',
  'anne.foster',
  'Anne Foster',
  'SalesUS',
  'hub.example',
  'idp.example',
  '_good-session',
];

/** The name and text of the file that the browser saves. */
async function saved(): Promise<readonly [name: string, text: string]> {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    const [name] = readdirSync(inspected.folder).filter((file) => /^saml-.*\.(?:json|har|xml|md|html)$/.test(file));
    if (name !== undefined) return [name, readFileSync(join(inspected.folder, name), 'utf8')];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing was saved: ${readdirSync(inspected.folder).join(', ')}`);
}

async function clipboard(page: Page): Promise<string> {
  await page.browserContext().overridePermissions(inspected.inspector.origin, ['clipboard-read']);
  await page.bringToFront();
  return page.evaluate(() => navigator.clipboard.readText());
}

describe('a saved file', () => {
  it.each(['Trace', 'HAR', 'SAML-tracer'])(
    'as %s is redacted unless asked otherwise, and opens here again',
    async (format) => {
      const { page } = inspected;
      await press(page, 'Save', '.toolbar');
      await press(page, format, 'dialog');
      const [name, text] = await saved();
      expect(name).toMatch(/^saml-redacted-/);
      expect(findLeaks(text, ORIGINALS)).toEqual([]);
      await page.waitForFunction(() => document.querySelector('.receipt')?.textContent?.startsWith('Replaced: '));
      expect(await textOf(page, '.receipt')).toMatch(/\d+ user names?.*signatures no longer hold/);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.querySelector('dialog') === null);
      await dropFiles(page, [{ name: 'redacted', text }]);
      await page.waitForFunction(() => document.querySelectorAll('.source').length === 2);
      expect(await page.$$eval('.row .row-title', (rows) => rows.map((row) => row.textContent))).toContain(
        'Responsepost',
      );
    },
  );

  it('of a long recording tells how far it is while the page goes on, and is given up when the dialog is closed', async () => {
    const { page } = inspected;
    const logins = await Promise.all(
      Array.from({ length: 150 }, (_, index) =>
        inspected.teller.login({ startedAt: START + index * 60_000, name: `l${index}` }),
      ),
    );
    await dropFiles(page, [{ name: 'long.har', text: writeHar(logins.flat()) }]);
    await page.waitForFunction(() => document.querySelectorAll('.source').length === 2);
    await page.waitForFunction(() => document.querySelector('.reading-on') === null);
    await press(page, 'Save', '.toolbar');
    await press(page, 'HAR', 'dialog');
    await page.waitForFunction(() => {
      const value = document.querySelector<HTMLProgressElement>('dialog progress')?.value ?? 0;
      return value > 0 && value < 1;
    });
    // One owns the file, the other redacts it.
    expect(page.workers()).toHaveLength(2);
    expect(await page.$$eval('dialog .choices button', (all) => all.every((one) => one.disabled))).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(1);
    await press(page, 'Save', '.toolbar');
    expect(await page.$('dialog progress')).toBeNull();
    await press(page, 'HAR', 'dialog');
    const [, text] = await saved();
    expect(findLeaks(text, ORIGINALS)).toEqual([]);
    expect(readdirSync(inspected.folder)).toHaveLength(1);
  });

  it('is not made where redacting fails, which is said in one line', async () => {
    const { page } = inspected;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const isWorker = /\/worker-[^/]*\.js$/.test(request.url());
      const body = "onmessage = () => postMessage({ type: 'failed', line: 'There is too much to redact.' })";
      void (isWorker ? request.respond({ contentType: 'text/javascript', body }) : request.continue());
    });
    await press(page, 'Save', '.toolbar');
    await press(page, 'HAR', 'dialog');
    await page.waitForSelector('dialog .banner.tone-bad');
    expect(await textOf(page, 'dialog .banner.tone-bad')).toBe('Save: There is too much to redact.');
    expect(await page.$eval('dialog .receipt', (receipt) => receipt.textContent)).toBe('');
    expect(readdirSync(inspected.folder)).toEqual([]);
  });

  it('holds everything only where the user says so, under a warning', async () => {
    const { page } = inspected;
    await press(page, 'Save', '.toolbar');
    const box = await page.waitForSelector('dialog input[type=checkbox]');
    await box?.click();
    expect(await textOf(page, 'dialog .banner.tone-warning')).toContain('passwords that were typed');
    await press(page, 'HAR', 'dialog');
    const [name, text] = await saved();
    expect(name).not.toContain('redacted');
    expect(findLeaks(text, ORIGINALS)).toEqual(ORIGINALS);
  });
});

describe('what leaves', () => {
  it('is all, what the list shows, or what is chosen', async () => {
    const { page } = inspected;
    await page.type('.filter input', 'is:succeeded');
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 3);
    await press(page, 'Save', '.toolbar');
    await page.waitForSelector('dialog .scopes');
    expect(await textOf(page, 'dialog .scopes')).toBe(
      'How much All of it (6 requests) What the list shows (2 requests) What is chosen (2 requests)',
    );
    await page.$$eval('dialog input[type=radio]', ([, shown]) => shown instanceof HTMLElement && shown.click());
    await press(page, 'Preview of HAR', 'dialog');
    const field = await page.waitForSelector('dialog textarea.message-preview');
    const log: unknown = JSON.parse((await field?.evaluate(({ value }) => value)) ?? '');
    expect(log).toMatchObject({ log: { entries: [{ response: { status: 200 } }, { response: { status: 302 } }] } });
  });

  it('as HTML is one page without script or address, everything in it text, redacted', async () => {
    const { page } = inspected;
    await press(page, 'Save', '.toolbar');
    await press(page, 'HTML report', 'dialog');
    const [name, text] = await saved();
    expect(name).toMatch(/^saml-redacted-.*\.html$/);
    expect(findLeaks(text, ORIGINALS)).toEqual([]);
    expect(text).not.toMatch(/<script|<img|<link|<a |javascript:|\son\w+=/i);
    const opened = await inspected.page.browserContext().newPage();
    const asked: string[] = [];
    opened.on('request', (request) => asked.push(request.url()));
    await opened.setContent(text);
    expect(await textOf(opened, 'main')).toMatch(/SAML report.*The audience of the assertion.*Login refused/);
    expect(await violations(opened)).toEqual([]);
    expect(asked.filter((url) => url.startsWith('http'))).toEqual([]);
  });

  it('is a pasted message, too', async () => {
    const { page } = inspected;
    await pasteText(page, await inspected.teller.response({ startedAt: START, name: 'pasted' }));
    await page.waitForFunction(() => document.querySelectorAll('.source').length === 2);
    await press(page, 'Save', '.toolbar');
    await page.waitForSelector('dialog .choices');
    expect(
      await page.$$eval('dialog .choices li > button:first-child', (all) => all.map((one) => one.innerText)),
    ).toEqual(['XML', 'Markdown', 'HTML report']);
    await press(page, 'XML', 'dialog');
    const [, text] = await saved();
    expect(text).toContain('<samlp:Response');
    expect(findLeaks(text, ORIGINALS)).toEqual([]);
  });
});

describe('Markdown for a ticket', () => {
  const shown = (page: Page) =>
    page.waitForSelector('dialog textarea.message-preview').then((field) => field?.evaluate(({ value }) => value));

  it('is shown redacted before it is copied, of a flow with its cause, and with a receipt', async () => {
    const { page } = inspected;
    await press(page, 'Copy as Markdown…', '.tab-bar');
    const text = (await shown(page)) ?? '';
    expect(text).toMatch(/^## ❌ The audience of the assertion/);
    expect(text).toContain('Login refused');
    expect(text).not.toContain('Login succeeded');
    expect(findLeaks(text, ORIGINALS)).toEqual([]);
    expect(await textOf(page, '.receipt')).toMatch(/^Replaced: .*\d+ hosts/);
    await press(page, 'Copy the Markdown', 'dialog');
    expect(await clipboard(page)).toBe(text);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
  });

  it('is copied of a message alone, numbered by itself', async () => {
    const { page } = inspected;
    await choose(page, 'message:1');
    await press(page, 'Copy as Markdown…', '.tab-bar');
    await shown(page);
    await page.click('dialog input[type=checkbox]');
    await page.waitForFunction(
      (name) =>
        [...document.querySelectorAll('dialog textarea')].some(
          (each) => each instanceof HTMLTextAreaElement && each.value.includes(name),
        ),
      {},
      'anne.foster@example.com',
    );
    const text = (await shown(page)) ?? '';
    expect(text).toContain('Message 1: Response');
    expect(text).not.toContain('AuthnRequest (redirect)');
    expect(text).not.toContain('belongs to no login');
  });
});

describe('two flows', () => {
  it('are compared part by part: the run that fails with the one that works', async () => {
    const { page } = inspected;
    await press(page, 'Compare with…', '.tab-bar');
    await page.waitForSelector('dialog .difference');
    expect(await page.$eval('dialog select', (select) => select.options[0]?.textContent)).toMatch(
      /^login\.har: Login succeeded/,
    );
    const audience = await page.$$eval('dialog .difference', (items) =>
      items.map((item) => item.textContent ?? '').find((text) => text.startsWith('audience')),
    );
    expect(audience).toBe('audienceThis runhttps://hub.example/hub/The other runhttps://hub.example/hub');
    expect(await page.$eval('dialog .difference mark', (mark) => mark.textContent)).not.toBe('');
    expect(await textOf(page, 'dialog')).toContain('Not compared, because they differ each time');
  });

  it('of two files are compared too', async () => {
    const { page } = inspected;
    await dropFiles(page, [
      { name: 'other.har', text: writeHar(await inspected.teller.login({ startedAt: START + 500_000, name: 'new' })) },
    ]);
    await page.waitForFunction(() => document.querySelectorAll('.source').length === 2);
    await press(page, 'Compare with…', '.tab-bar');
    await page.waitForSelector('dialog select');
    const names = await page.$$eval('dialog option', (options) => options.map((option) => option.textContent));
    expect(names.map((name) => name?.replace(/, .*/, ''))).toEqual([
      'login.har: Login refused',
      'login.har: Login succeeded',
    ]);
  });
});

describe('the course of a flow', () => {
  it('has every request with its answer, who took part, and how long it took', async () => {
    const { page } = inspected;
    await choose(page, 'message:0');
    await page.keyboard.press('ArrowUp');
    const text = await textOf(page, '.tab-panel');
    expect(text).toMatch(/Course.*AuthnRequest.*GET https:\/\/.*Response.*POST https:\/\/hub\.example\/hub\/saml\/acs/);
    expect(text).toMatch(/Who took part.*Service provider.*Identity provider.*Took/);
  });
});
