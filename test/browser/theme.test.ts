import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { builtExtension } from './harness/built-extension.ts';
import { startInspector } from './inspect/inspector.ts';

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
    const folder = join(builtExtension(build), 'assets');
    const sheets = readdirSync(folder).filter((name) => /^panel.*\.css$/.test(name));
    expect(sheets).toHaveLength(1);
    const css = readFileSync(join(folder, sheets[0] ?? ''), 'utf8');
    expect(css).toContain('--bg:light-dark(');
    expect(css).not.toContain('--lightningcss');
  },
);
