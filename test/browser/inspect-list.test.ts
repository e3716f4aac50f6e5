import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { violations } from './harness/axe.ts';
import { choose, dropFiles, press, textOf } from './inspect/actions.ts';
import { openTwoLogins, START } from './inspect/two-logins.ts';

const inspected = openTwoLogins((page) => page.emulateTimezone('Asia/Tokyo'));
let page: Page;
beforeEach(() => {
  page = inspected.page;
});

const titles = () =>
  page.$$eval('.row', (rows) => rows.map((row) => row.querySelector('.row-title')?.textContent ?? ''));
const shows = (count: number) =>
  page.waitForFunction((wanted) => document.querySelectorAll('.row').length === wanted, {}, count);

describe('the typed filter', () => {
  it('is completed by keyboard alone, key and value, and narrows the list', async () => {
    await page.focus('.filter input');
    await page.waitForSelector('[role=option]');
    await page.keyboard.type('owner');
    await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 1);
    await page.keyboard.press('ArrowDown');
    expect(await page.$eval('.filter input', (field) => field.getAttribute('aria-activedescendant'))).toBe(
      await page.$eval('[role=option][aria-selected=true]', ({ id }) => id),
    );
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 6);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.$eval('.filter input', (field) => field instanceof HTMLInputElement && field.value)).toBe(
      'owner:idp ',
    );
    await shows(3);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('[role=option]') === null);
    expect((await titles())[0]).toContain('Login refused');
  });

  it('offers values of this recording, and takes one by the mouse', async () => {
    await page.focus('.filter input');
    await page.keyboard.type('attr:dep');
    const option = await page.waitForSelector('[role=option] ::-p-text(attr:department)');
    await option?.click();
    await page.keyboard.type('is:succeeded');
    await shows(2);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
  });

  it('says which key there is not, and what to do where nothing is left', async () => {
    await page.focus('.filter input');
    await page.keyboard.type('isuer:nobody');
    await page.waitForFunction(() => document.querySelector('.filter-problem')?.textContent?.includes('no “isuer:”'));
    await page.waitForFunction(() => document.querySelector('.list .empty') !== null);
    await press(page, 'Show everything', '.list');
    await shows(6);
  });
});

describe('the list', () => {
  it('has all traffic at a switch; an exchange that carries no message is shown as it was', async () => {
    await press(page, 'All traffic', '.list-head');
    await shows(8);
    await page.$eval('.row-exchange', (row) => row instanceof HTMLElement && row.click());
    await page.waitForSelector('.row-exchange[aria-selected=true]');
    expect(await textOf(page, '.detail')).toContain('https://idp.example/style.css');
    expect(await violations(page)).toEqual([]);
    await press(page, 'All traffic', '.list-head');
    await shows(6);
  });

  it('tells times on the user’s clock or in UTC, with day and zone on hover', async () => {
    const time = () => page.$eval('.row-time', (cell) => [cell.textContent, cell.getAttribute('title')]);
    const [local, hint] = await time();
    expect(local).toBe('19:43:12.040');
    expect(hint).toMatch(/January.*2026.*GMT\+9[\s\S]*2026-01-12T10:43:12\.040Z/);
    await press(page, 'UTC', '.list-head');
    await page.waitForFunction(() => document.querySelector('.row-time')?.textContent === '10:43:12.040');
  });

  it('begins with the newest, or with what failed', async () => {
    const first = async (order: string, word: string) => {
      await page.select('.list-head select', order);
      await page.waitForFunction(
        (wanted) => document.querySelector('.row-title')?.textContent?.includes(wanted),
        {},
        word,
      );
    };
    await first('failed', 'refused');
    await first('oldest', 'succeeded');
    await first('newest', 'refused');
  });

  it('says how sure the cause is, and cuts nothing without saying all of it on hover', async () => {
    expect((await titles())[3]).toMatch(/^Login refused\s*(?:certain|likely|possible)$/);
    const cut = await page.$$eval('.row-title, .row-line', (cells) =>
      cells.filter((cell) => !cell.hasAttribute('title')),
    );
    expect(cut).toEqual([]);
  });

  it('keeps the splitter where it was left', async () => {
    const width = () => page.$eval('.list-side', (side) => Math.round(side.getBoundingClientRect().width));
    const before = await width();
    await page.focus('.splitter');
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (old) => (document.querySelector('.list-side')?.clientWidth ?? 0) > old + 100,
      {},
      before,
    );
    const left = await width();
    await page.reload();
    await dropFiles(page, [
      { name: 'login.har', text: writeHar(await inspected.teller.login({ startedAt: START, name: 'a' })) },
    ]);
    await page.waitForSelector('.row');
    expect(await width()).toBe(left);
  });

  it('of thousands of exchanges has only those in sight in the page, wherever it is scrolled to', async () => {
    const many = Array.from({ length: 6000 }, (_, index) =>
      makeExchange({
        id: `x${index}`,
        startedAt: START + index,
        method: 'GET',
        url: `https://hub.example/asset/${index}`,
        status: 200,
        source: 'har',
      }),
    );
    const text = writeOwnTrace([...(await inspected.teller.login({ startedAt: START, name: 'm' })), ...many]);
    await dropFiles(page, [{ name: 'many.json', text }]);
    await page.waitForFunction(() => document.querySelectorAll('.source').length === 2);
    await press(page, 'All traffic', '.list-head');
    await page.waitForFunction(() => (document.querySelector('.list-sizer')?.clientHeight ?? 0) > 6000 * 40);
    for (const share of [0.5, 1]) {
      await page.$eval('.list', (list, to) => list.scrollTo(0, list.scrollHeight * to), share);
      await page.waitForFunction(
        (least) => Number(/\d+$/.exec(document.querySelector('.row')?.getAttribute('data-key') ?? '')?.[0]) > least,
        {},
        6000 * share - 100,
      );
      expect(await page.$$eval('.row', (rows) => rows.length)).toBeLessThan(60);
    }
    await page.focus('.filter input');
    await page.keyboard.type('url:/asset/5999');
    await shows(1);
    await choose(page, 'exchange:x5999');
  });
});
