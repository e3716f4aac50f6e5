import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { overflow, violations } from './harness/axe.ts';
import { openChromiumPanel } from './harness/chromium.ts';
import { listenForIssues } from './harness/issues.ts';
import type { OpenPanel } from './harness/panel-handle.ts';
import { logIn, type World, workbenchWorld } from './harness/worlds.ts';
import { dropFiles, openTab, press, textOf } from './inspect/actions.ts';
import { type Inspector, startInspector } from './inspect/inspector.ts';

let world: World;
let inspector: Inspector;
let chromium: OpenPanel;

beforeAll(async () => {
  world = await workbenchWorld();
  [inspector, chromium] = [await startInspector(), await openChromiumPanel(world.companion)];
});
afterAll(async () => {
  await chromium.close();
  await inspector.close();
  await world.close();
});

/** Goes on with Tab to what has that name, wherever the focus is. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to “${name}”.`);
}

async function pressByKey(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Narrow and dark, wide and light: nothing that axe-core finds, and nothing that sticks out, of a dialog neither. */
async function expectSound(page: Page, what: string): Promise<void> {
  for (const [width, theme] of [
    [400, 'dark'],
    [1400, 'light'],
  ] as const) {
    await page.setViewport({ width, height: 800 });
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    const room = await page.$$eval('dialog[open]', (all) => all.map((one) => one.scrollWidth - one.clientWidth));
    const seen = [what, width, await violations(page), await overflow(page), Math.max(0, ...room)];
    expect(seen).toEqual([what, width, [], 0, 0]);
  }
}

describe('the inspector that the companion serves', () => {
  it('takes over what the companion trusts, and verifies a login that was really recorded', async () => {
    await logIn(chromium.page, world, 'Anne Foster');
    await chromium.panel.waitForText(/Login succeeded/);
    const recorded = await chromium.panel.recorded();
    const har = writeHar(recorded);

    const page = await inspector.browser.newPage();
    await page.goto(`${world.companion}/inspect/`);
    const issues = await listenForIssues(page);
    await page.waitForSelector('.toolbar');
    await dropFiles(page, [{ name: 'login.har', text: har }]);
    await page.waitForSelector('[data-key="message:1"]');
    await page.click('[data-key="message:1"]');
    await openTab(page, 'signature');
    expect(await textOf(page, '.tab-panel')).toContain('nobody vouches for');
    await press(page, 'Trust', '.toolbar');
    await press(page, "The companion's connections (2)", 'dialog');
    await page.waitForFunction(() => document.querySelectorAll('.trust-list > li').length === 2);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('.tab-panel .badge')?.textContent === 'Valid');
    await openTab(page, 'summary');
    expect(await textOf(page, '.detail-head')).toMatch(/^Response OK/);

    // Linked with it, the panel is told what it decided, what its gate would say, and takes a row more back and forth.
    // All of that by keyboard.
    await page.focus('.toolbar button:last-of-type');
    await pressByKey(page, 'Trust (2)');
    await page.waitForSelector('dialog input[type=password]');
    await tabTo(page, 'Token of its administrator');
    await page.keyboard.sendCharacter(world.token);
    await expectSound(page, 'a token that is typed');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog ::-p-aria([name="Judge by it"][role="button"])');
    await pressByKey(page, 'Judge by it');
    await page.waitForFunction(() => document.querySelectorAll('.trust-list > li').length === 3);
    await expectSound(page, 'a link, and what is trusted by it');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    await pressByKey(page, 'What became of it there');
    await page.waitForFunction(() =>
      document.querySelector('.tab-panel')?.textContent?.includes('The login succeeded.'),
    );
    // What it kept of this login the browser has seen, too: nothing is there twice, and its decision stands beside.
    expect(await textOf(page, '.tab-panel')).toContain('It saw nothing that is not in this recording.');
    expect(await page.$$eval('[role=treeitem]', (rows) => rows.length)).toBe(3);
    await page.click('[data-key^="flow:"]');
    await openTab(page, 'flow');
    expect(await page.$eval('.sequence', ({ textContent }) => textContent)).toContain(
      'at the companion: accepted as CORP\\anne',
    );
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await page.click('[data-key="message:1"]');
    await openTab(page, 'summary');
    await pressByKey(page, 'Replay it at hub');
    await page.waitForFunction(() => document.querySelector('.tab-panel')?.textContent?.includes('Would be accepted'));
    const told = await textOf(page, '.tab-panel');
    for (const words of ['a dry run', 'CORP\\anne', 'SalesUS', 'It has logged somebody in there before'])
      expect(told).toContain(words);
    expect(await textOf(page, '.status-line')).toContain('but what you send to localhost');
    await expectSound(page, 'what the companion says of it');
    await openTab(page, 'attributes');
    await press(page, 'Add at hub', '.tab-panel');
    await page.waitForFunction(() => document.querySelector('.banners')?.textContent?.includes('has a version more'));
    await press(page, 'Undo', '.banners');
    await page.waitForFunction(() => document.querySelector('.banners')?.textContent?.includes('what it was before'));

    // A file that a worker owns is joined by what the companion kept, too. This one saw the answer at another address, before a proxy.
    const text = 'filling '.repeat(60_000);
    const proxied = recorded.map((exchange) => ({
      ...exchange,
      ...(exchange.method === 'POST' && { url: 'http://localhost/proxied/acs', responseText: text }),
    }));
    await dropFiles(page, [{ name: 'large.har', text: writeHar(proxied) }]);
    await page.waitForFunction(() => document.querySelector('.source.current')?.textContent === 'large.har');
    await page.waitForFunction(() => document.querySelector('.reading-on') === null);
    await page.click('[data-key="message:1"]');
    await openTab(page, 'summary');
    await press(page, 'What became of it there', '.tab-panel');
    await page.waitForFunction(() =>
      document.querySelector('.tab-panel')?.textContent?.match(/that no browser saw (?:is|are) in this recording now/),
    );
    expect(await textOf(page, '.list')).toContain('companion');
    expect(issues).toEqual([]);
  });
});
