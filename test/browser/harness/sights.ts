import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { overflow, violations } from './axe.ts';

/** Widths and themes in which every page has to be read. */
const SIGHTS = [
  ['light', 400],
  ['light', 1400],
  ['dark', 1400],
  ['dark', 400],
] as const;

/**
 * Looks at a page as it stands, narrow and wide, light and dark: axe-core finds nothing, and nothing sticks out sideways.
 * The page is not loaded again for it.
 *
 * @param also what else is to be so in each form
 */
export async function expectSoundInEveryForm(
  page: Page,
  also: (width: number) => Promise<void> = async () => undefined,
): Promise<void> {
  const where = page.url();
  for (const [theme, width] of SIGHTS) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    expect([where, theme, width, await violations(page)]).toEqual([where, theme, width, []]);
    expect([where, theme, width, (await overflow(page)) <= 0]).toEqual([where, theme, width, true]);
    await also(width);
  }
}
