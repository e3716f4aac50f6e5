import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { overflow, violations } from './harness/axe.ts';
import { openChromiumPanel } from './harness/chromium.ts';
import type { OpenPanel } from './harness/panel-handle.ts';
import { logIn, type World, workbenchWorld } from './harness/worlds.ts';
import { dropFiles, fill, openTab, press, textOf } from './inspect/actions.ts';
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

describe('the inspector that the companion serves', () => {
  it('takes over what the companion trusts, and verifies a login that was really recorded', async () => {
    await logIn(chromium.page, world, 'Anne Foster');
    await chromium.panel.waitForText(/Login succeeded/);
    const har = writeHar(await chromium.panel.recorded());

    const page = await inspector.browser.newPage();
    await page.goto(`${world.companion}/inspect/`);
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
    await press(page, 'Trust (2)', '.toolbar');
    await fill(page, 'dialog input[type=password]', world.token);
    await press(page, 'Link', 'dialog');
    await press(page, 'Judge by it', 'dialog');
    await page.waitForFunction(() => document.querySelectorAll('.trust-list > li').length === 3);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await press(page, 'What became of it there', '.tab-panel');
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
    await press(page, 'Replay it at hub', '.tab-panel');
    await page.waitForFunction(() => document.querySelector('.tab-panel')?.textContent?.includes('Would be accepted'));
    const told = await textOf(page, '.tab-panel');
    for (const words of ['a dry run', 'CORP\\anne', 'SalesUS', 'It has logged somebody in there before'])
      expect(told).toContain(words);
    expect(await textOf(page, '.status-line')).toContain('but what you send to localhost');
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await openTab(page, 'attributes');
    await press(page, 'Add at hub', '.tab-panel');
    await page.waitForFunction(() => document.querySelector('.banners')?.textContent?.includes('has a version more'));
    await press(page, 'Undo', '.banners');
    await page.waitForFunction(() => document.querySelector('.banners')?.textContent?.includes('what it was before'));
  });
});
