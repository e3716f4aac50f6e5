import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'puppeteer-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds, by rule and place. The script is evaluated by the browser itself, past the page's policy.
 * @param rules only these; left out: all
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const results = await page.evaluate(
    async (runOnly: string[] | null): Promise<AxeResults> =>
      (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
        ...(runOnly === null ? {} : { runOnly }),
      }),
    rules === undefined ? null : [...rules],
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** By how many pixels the page can be scrolled sideways; 0 or less where nothing sticks out of it. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth);
}

/** What the page cuts off, by class and text, though nothing on it or around it says all of it on hover. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const CUTS = new Set(['hidden', 'clip']);
    const hasText = ({ childNodes }: Element) =>
      [...childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent);
    const isCut = (one: Element) => {
      const { overflowX, overflowY } = getComputedStyle(one);
      const isWide = CUTS.has(overflowX) && one.scrollWidth > one.clientWidth + 1;
      return isWide || (CUTS.has(overflowY) && hasText(one) && one.scrollHeight > one.clientHeight + 1);
    };
    const isShown = (one: Element) => one.checkVisibility() && one.clientWidth > 1 && one.clientHeight > 1;
    const isField = (one: Element) => one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement;
    return [...document.querySelectorAll('body *:not(svg, svg *)')]
      .filter((one) => isShown(one) && !isField(one) && isCut(one) && one.closest('[title]') === null)
      .map((one) => `${one.tagName}.${one.className}: ${one.textContent?.slice(0, 80)}`);
  });
}
