import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';
import { overflow, violations } from './harness/axe.ts';
import { logIn, type World, workbenchWorld } from './harness/worlds.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await workbenchWorld(await shippedConfig());
  browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const SIGHTS = [
  ['light', 400],
  ['light', 1400],
  ['dark', 400],
  ['dark', 1400],
] as const;

/** A page of a new browser in which nobody is logged in; what its policy refuses is in `complaints`. */
async function open(theme: 'light' | 'dark', width: number): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.createBrowserContext()).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  return { page, complaints };
}

/** Clicks a link by its text and waits for where it leads. */
async function follow(page: Page, text: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.locator(`a ::-p-text(${text})`).click()]);
}

const textOf = (page: Page): Promise<string> => page.$eval('main', (element) => element.textContent ?? '');

async function expectSound(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
}

/** How many different colours the lines of the chart really have. */
const strokes = (page: Page): Promise<number> =>
  page.$$eval('.chart polyline', (lines) => new Set(lines.map((line) => getComputedStyle(line).stroke)).size);

const PEOPLE = [
  ['Anne Foster', ['United States'], ['Australia', 'Germany'], 1],
  ['Eddie Reese', ['Australia'], ['United States', 'Germany'], 1],
  ['Grace Lund', ['United States', 'Australia'], ['Germany'], 2],
] as const;

describe.each(SIGHTS)('Sales, %s, %i pixels wide', (theme, width) => {
  it.each(PEOPLE)('%s comes from the hub and sees %j only', async (name, seen, unseen, lines) => {
    const { page, complaints } = await open(theme, width);
    await logIn(page, world, name);
    await follow(page, 'Sales');
    const text = await textOf(page);
    expect(text).toContain('You may open Sales by the rule “Apps of an open stream”, because group = ');
    for (const country of seen) expect(text).toContain(country);
    for (const country of unseen) expect(await page.content()).not.toContain(country);
    expect(await strokes(page)).toBe(lines);
    await expectSound(page);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });

  it('Noel is told why it is closed to him', async () => {
    const { page } = await open(theme, width);
    await logIn(page, world, 'Noel Brandt');
    const answer = await page.goto(`${world.companion}/hub/app/sales`);
    expect(answer?.status()).toBe(403);
    expect(await textOf(page)).toContain('no rule opens it with the session attributes that you have');
    await expectSound(page);
    await page.browserContext().close();
  });

  it('Grace looks at it as somebody else, side by side where there is room', async () => {
    const { page, complaints } = await open(theme, width);
    await logIn(page, world, 'Grace Lund');
    await follow(page, 'Sales');
    await follow(page, 'View as somebody else');
    await page.type('input[name=user]', 'CORP\\somebody');
    await page.type('textarea', 'group = SalesAUS');
    await Promise.all([page.waitForNavigation(), page.click('button[type=submit]')]);
    const [mine, other] = await page.$$eval('.sides > section', (parts) =>
      parts.map((part) => ({ text: part.textContent ?? '', left: part.getBoundingClientRect().left })),
    );
    expect(mine?.text).toContain('you see United States and Australia only');
    expect(other?.text).toContain('CORP\\somebody sees Australia only, by row 4 of the access table');
    expect(other?.text).not.toContain('United States');
    expect((other?.left ?? 0) > (mine?.left ?? 0)).toBe(width > 1000);
    await expectSound(page);
    expect(complaints).toEqual([]);
    await page.browserContext().close();
  });
});
