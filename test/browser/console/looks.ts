import type { Page } from 'puppeteer-core';
import { overflow, violations } from '../harness/axe.ts';

/** The look that a page is left in comes last. */
const WIDTHS = [400, 1400] as const;
const SCHEMES = ['dark', 'light'] as const;

/** What of axe-core's rules depends on colours: the others say the same in dark as in light. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'] as const;

/**
 * What axe-core finds wrong with a page as it stands, and by how much it sticks out, in light and dark, on 400 and on
 * 1400 pixels: in one tab, so that what is typed and opened stays.
 */
export async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 800 });
    for (const scheme of SCHEMES) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      const broken = await violations(page, scheme === 'dark' ? OF_COLOURS : undefined);
      const wide = await overflow(page);
      if (wide > 0) broken.push(`sticks out by ${wide} pixels`);
      found.push(...broken.map((words) => `${scheme}, ${width}: ${words}`));
    }
  }
  return found;
}
