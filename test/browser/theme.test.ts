import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { builtExtension } from './harness/built-extension.ts';
import { startInspector } from './inspect/inspector.ts';

/** Pages of the extension that people look at; the panel beside the page is the sidebar in Firefox. */
const PAGES = ['panel.html', 'sidepanel.html', 'grant.html'];

const ground = (page: Page) => page.$eval('.workbench', (element) => getComputedStyle(element).backgroundColor);

it('the panel is as dark as it is told to be, whatever the system prefers', async () => {
  const inspector = await startInspector();
  try {
    const [light, dark] = [await inspector.open({ dark: false }), await inspector.open({ dark: true })];
    const [white, black] = [await ground(light.page), await ground(dark.page)];
    expect(white).not.toBe(black);
    await light.page.$eval('.workbench', (element) => element.setAttribute('data-theme', 'dark'));
    await dark.page.$eval('.workbench', (element) => element.setAttribute('data-theme', 'light'));
    expect([await ground(light.page), await ground(dark.page)]).toEqual([black, white]);
  } finally {
    await inspector.close();
  }
});

it.each(['chrome-mv3', 'firefox-mv3'] as const)(
  'so is that of %s: its colours are decided where they are used',
  (build) => {
    const folder = builtExtension(build);
    const sheets = new Set(PAGES.flatMap((page) => sheetsOf(readFileSync(join(folder, page), 'utf8'))));
    for (const sheet of sheets) {
      const css = readFileSync(join(folder, sheet), 'utf8');
      expect([sheet, css.includes('--bg:light-dark('), css.includes('--lightningcss')]).toEqual([sheet, true, false]);
    }
  },
);

/** The style sheets that a page names. */
function sheetsOf(html: string): readonly string[] {
  const sheets = [...html.matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"/g)].map(([, href = '']) => href);
  expect(sheets).not.toEqual([]);
  return sheets;
}
