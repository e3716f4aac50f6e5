import type { Page } from 'puppeteer-core';
import { fill, press } from '../inspect/actions.ts';
import { settle } from './console.ts';

/** The field with that label. */
export async function field(page: Page, label: string): Promise<string> {
  await page.waitForFunction(
    (wanted) => [...document.querySelectorAll('label')].some((each) => each.textContent === wanted),
    {},
    label,
  );
  const id = await page.evaluate(
    (wanted) => [...document.querySelectorAll('label')].find((each) => each.textContent === wanted)?.htmlFor ?? '',
    label,
  );
  return `[id="${id}"]`;
}

/** Waits until a text stands in a part of the page. */
export async function waitForText(page: Page, text: string, selector = 'main'): Promise<void> {
  await page.waitForFunction(
    (wanted, place) => document.querySelector(place)?.textContent?.includes(wanted),
    {},
    text,
    selector,
  );
}

/** What stands in the first heading. */
export async function headingOf(page: Page): Promise<string> {
  return page.$eval('h1', (element) => element.textContent ?? '');
}

/** The text of the first element that fits, as it stands in the document. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? '');
}

/** The text of what has the focus. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

/** Goes to a path of the console in the tab at hand, and waits until it is there. */
export async function goTo(page: Page, path: string): Promise<void> {
  // A tab behind another one is not drawn, and what waits for a drawing waits for ever.
  await page.bringToFront();
  await page.goto(new URL(path, page.url()).href);
  await settle(page);
}

/** What an administrator types to connect an identity provider. */
export interface NewIdp {
  readonly prefix: string;
  readonly metadata: string;
  readonly signedBy?: string;
  readonly userId: string;
}

/** Connects an identity provider by the form: its entity is chosen among those in the metadata. */
export async function connect(page: Page, { prefix, metadata, signedBy, userId }: NewIdp): Promise<void> {
  await goTo(page, '/console/connections/+new');
  await fill(page, await field(page, 'Prefix'), prefix);
  await fill(page, await field(page, 'Metadata of the identity provider'), metadata);
  if (signedBy !== undefined) await fill(page, await field(page, 'Certificate of who signs the metadata'), signedBy);
  await press(page, 'See who is in it');
  await page.waitForSelector('.entity-choice .rows button');
  await page.click('.entity-choice .rows button');
  await waitForText(page, 'Chosen', '.entity-choice');
  await fill(page, await field(page, 'User ID'), userId);
  await fill(page, await field(page, 'User directory'), '[CORP]');
  await press(page, 'Look at it before it is made');
  await takeIt(page);
  await page.waitForFunction(
    (title) => document.querySelector('h1')?.textContent === title,
    {},
    `Connection ${prefix}`,
  );
  await settle(page);
}

/** Takes what a dialog says would change. */
export async function takeIt(page: Page): Promise<string> {
  await page.waitForSelector('dialog[open]');
  const told = await page.$eval('dialog', (dialog) => dialog.textContent ?? '');
  await press(page, 'Take it', 'dialog');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  await settle(page);
  return told;
}

/** Writes the first row of the attribute map, which is made where there is none. */
export async function mapFirst(page: Page, row: { from: string; to: string; required?: boolean }): Promise<void> {
  if ((await page.$('.map-row')) === null) await press(page, 'Add a row');
  await fill(page, await field(page, 'What comes'), row.from);
  await fill(page, await field(page, 'What it becomes'), row.to);
  if (row.required === true) await page.click('.map-row .check input');
  await press(page, 'Look at the difference');
  await takeIt(page);
}

/** Begins a login test and gives the tab that it opens. */
export async function beginTest(page: Page, prefix: string): Promise<Page> {
  await goTo(page, `/console/connections/${prefix}`);
  await press(page, 'Prepare a login test');
  await page.waitForSelector('a.primary[target=_blank]');
  const before = new Set(page.browserContext().targets());
  await page.click('a.primary[target=_blank]');
  const target = await page.browserContext().waitForTarget((each) => each.type() === 'page' && !before.has(each));
  const tab = await target.page();
  if (tab === null) throw new Error('the login test opened no tab');
  await tab.bringToFront();
  return tab;
}

/** Looks whether the identity provider publishes something newer, and takes it; gives what the dialog said. */
export async function takeNewerMetadata(page: Page, prefix: string): Promise<string> {
  await goTo(page, `/console/connections/${prefix}`);
  await press(page, 'Look whether there is newer …');
  return takeIt(page);
}

/** Takes a step of the rollover of our key, by its button and the one of its dialog. */
export async function rollOurKey(page: Page, prefix: string, step: string): Promise<void> {
  await goTo(page, '/console/keys');
  const card = `[aria-label="Keys of ${prefix}"]`;
  await press(page, `${step} …`, card);
  await page.waitForSelector('dialog[open]');
  await press(page, step, 'dialog');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  await settle(page);
}
