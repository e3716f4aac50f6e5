import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver, type Receiver } from '#test/fixtures/encrypter.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { FLOW_TABS, TABS } from '../../extension/store/list/view.ts';
import { cutOff, overflow, violations } from './harness/axe.ts';
import { choose, dropFiles, openTab, pasteText, press } from './inspect/actions.ts';
import { FEDERATION } from './inspect/federation.ts';
import { type Inspector, type InspectorPage, type Sight, startInspector } from './inspect/inspector.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
/** Longer than its tab is. */
const FILE_NAME = 'the recording of a login, as somebody sent it by mail.har';
let inspector: Inspector;
let har: string;
let sight: InspectorPage;
let receiver: Receiver;
let closed: string;
let idpMetadata: string;

beforeAll(async () => {
  const teller = await makeStoryteller();
  har = writeHar([
    ...(await teller.login({ startedAt: START, name: 'good' })),
    ...(await teller.login({ startedAt: START + 60_000, name: 'bad', audience: 'https://hub.example/hub/' })),
  ]);
  idpMetadata = teller.metadata;
  receiver = makeReceiver();
  const xml = await teller.response({ startedAt: START, name: 'a' });
  closed = encryptPart(xml, /<saml:Assertion[\s\S]*<\/saml:Assertion>/, 'EncryptedAssertion', receiver);
  inspector = await startInspector();
});
afterAll(async () => {
  receiver.dispose();
  await inspector.close();
});
afterEach(async () => {
  const { complaints } = sight;
  await sight.close();
  expect(complaints).toEqual([]);
});

async function open(options: Sight): Promise<Page> {
  sight = await inspector.open(options);
  return sight.page;
}

async function openStory(options: Sight = {}): Promise<Page> {
  const page = await open(options);
  await dropFiles(page, [{ name: FILE_NAME, text: har }]);
  await page.waitForSelector('.row');
  return page;
}

/** Narrow, usual and wide, in both themes: what is on screen is looked at in all of them before anything else is pressed. Colours are the same in each width. */
const SIGHTS: readonly Sight[] = [
  { width: 360 },
  { width: 900 },
  { width: 900, dark: true },
  { width: 1600, dark: true },
];

/** Nothing that axe-core finds, nothing that sticks out, of the page or of a dialog that is open, and nothing cut off that no hover tells. */
async function expectSound(page: Page, what: string, sights: readonly Sight[] = SIGHTS): Promise<void> {
  for (const { width = 900, dark = false } of sights) {
    await page.setViewport({ width, height: 800 });
    // Without motion no colour is on its way from one theme to the other.
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    const room = await page.$$eval('dialog[open]', (all) => all.map((one) => one.scrollWidth - one.clientWidth));
    const sticksOut = Math.max(await overflow(page), 0, ...room);
    const seen = { what, width, dark, found: await violations(page), sticksOut, cut: await cutOff(page) };
    expect(seen).toEqual({ what, width, dark, found: [], sticksOut: 0, cut: [] });
  }
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
}

describe('light and dark, narrow and wide, axe-core finds nothing and nothing sticks out', () => {
  it('in any part of a recording', async () => {
    const page = await openStory();
    for (const tab of FLOW_TABS) {
      await openTab(page, tab);
      await expectSound(page, `${tab} of a flow`);
    }
    await choose(page, 'message:3');
    for (const tab of TABS) {
      await openTab(page, tab);
      await expectSound(page, tab);
    }
  });

  it('at first sight, and in the dialogs', async () => {
    const page = await open({});
    await expectSound(page, 'nothing yet');
    const connection = `idp: { metadata: ${JSON.stringify(idpMetadata)} }\nsp: { entityId: https://hub.example/hub, acs: https://hub.example/hub/saml/acs }\n`;
    await dropFiles(page, [
      { name: 'sp.key', text: receiver.privateKeyPem },
      { name: 'hub.yaml', text: connection },
    ]);
    await page.waitForFunction(() => document.querySelector('.toolbar')?.textContent?.includes('Trust (2)'));
    for (const name of ['Open', 'Trust (2)']) {
      await press(page, name, '.toolbar');
      await page.waitForSelector('dialog[open] input');
      await expectSound(page, name);
      await closeDialog(page);
    }
  });

  it('in saving, comparing and unfolding', async () => {
    const page = await openStory();
    const inDialog = async (name: string, within: string, there: string) => {
      await press(page, name, within);
      await page.waitForSelector(there);
      await expectSound(page, name);
      await closeDialog(page);
    };
    await inDialog('Save', '.toolbar', 'dialog .choices');
    await inDialog('Compare with…', '.tab-bar', 'dialog .difference');
    await choose(page, 'message:3');
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await openTab(page, 'findings');
    await expectSound(page, 'unfolded findings');
  });

  it('in metadata, and in what came encrypted, closed and opened', async () => {
    const themes = SIGHTS.filter(({ width }) => width === 900);
    const page = await open({});
    await pasteText(page, FEDERATION);
    await page.waitForSelector('.row');
    await page.waitForFunction(() => document.querySelector('.tab-panel')?.textContent?.includes('Helpdesk'));
    await expectSound(page, 'metadata', themes);
    await pasteText(page, closed);
    await page.waitForFunction(() => document.querySelector('.tab-panel')?.textContent?.includes('EncryptedAssertion'));
    await expectSound(page, 'closed', themes);
    await dropFiles(page, [{ name: 'sp.key', text: receiver.privateKeyPem }]);
    await page.waitForFunction(() =>
      document.querySelector('.tab-panel')?.textContent?.includes('anne.foster@example.com'),
    );
    await expectSound(page, 'opened', themes);
    await press(page, 'Show what was opened', '.tab-panel');
    await page.waitForSelector('.xml-row.opened');
    await expectSound(page, 'shown', themes);
  });
});

describe('a low and narrow panel', () => {
  it.each([
    [250, 800],
    [360, 250],
    [900, 250],
  ])('of %d by %d can be read: nothing sticks out, and the detail has a height', async (width, height) => {
    const page = await openStory({ width, height });
    expect(await overflow(page)).toBe(0);
    expect(await page.$eval('.tab-panel', (panel) => panel.clientHeight)).toBeGreaterThan(90);
    expect(await page.$eval('.tab-panel', (panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
  });
});

describe('by keyboard alone', () => {
  const focused = async (page: Page) => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate(
      () => document.activeElement?.getAttribute('data-key') ?? document.activeElement?.textContent ?? '',
    );
  };
  const keys = async (page: Page, ...names: Parameters<Page['keyboard']['press']>[0][]) => {
    for (const name of names) await page.keyboard.press(name);
  };

  it('the list is one stop; arrows, Home and End move in it, left and right fold and unfold', async () => {
    const page = await openStory();
    await page.focus('[role=treeitem][tabindex="0"]');
    expect(await page.$$eval('[role=treeitem][tabindex="0"]', (rows) => rows.length)).toBe(1);
    await keys(page, 'Home', 'ArrowDown');
    expect(await focused(page)).toBe('message:0');
    expect(await page.$eval('[data-key="message:0"]', (row) => row.getAttribute('aria-selected'))).toBe('true');
    await keys(page, 'End');
    expect(await focused(page)).toBe('message:3');
    await keys(page, 'ArrowLeft');
    expect(await focused(page)).toMatch(/^flow:/);
    await keys(page, 'ArrowLeft');
    expect(await page.$$('.row')).toHaveLength(4);
    await keys(page, 'ArrowRight', 'ArrowRight');
    expect(await focused(page)).toBe('message:2');
  });

  it('the tabs are one stop, and arrows go around', async () => {
    const page = await openStory();
    await choose(page, 'message:3');
    // Past the splitter.
    await keys(page, 'Tab', 'Tab', 'ArrowLeft');
    expect(await page.$eval(':focus', (tab) => tab.getAttribute('data-tab'))).toBe(TABS.at(-1));
    await keys(page, 'ArrowRight', 'ArrowRight');
    expect(await page.$eval('[role=tab][aria-selected=true]', (tab) => tab.getAttribute('data-tab'))).toBe(
      'attributes',
    );
  });

  it('a dialog that is opened in the moment in which it closes stays open', async () => {
    const page = await openStory();
    const isOpen = await page.evaluate(async () => {
      const named = (name: RegExp) =>
        [...document.querySelectorAll('button')].find((button) => name.test(button.ariaLabel ?? button.innerText));
      named(/^Trust/)?.click();
      await new Promise((resolve) => setTimeout(resolve, 100));
      named(/^Close$/)?.click();
      named(/^Trust/)?.click();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return document.querySelector('dialog[open]') !== null;
    });
    expect(isOpen).toBe(true);
  });

  it('a dialog keeps the focus, Escape closes it, and the focus goes back', async () => {
    const page = await openStory();
    const button = await page.waitForSelector('.toolbar ::-p-aria([name="Trust"][role="button"])');
    await button?.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      );
      expect(inside).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('dialog') === null);
    expect(await focused(page)).toBe('Trust');
  });

  it('everything that can be pressed is reached, and shows where the focus is', async () => {
    const page = await openStory();
    const reached = new Set<string>();
    for (let press = 0; press < 40; press += 1) {
      await page.keyboard.press('Tab');
      const [name, outlined] = await page.evaluate(() => {
        const element = document.activeElement;
        const holder = element?.closest('.search') ?? element;
        return [
          element?.getAttribute('aria-label') ?? element?.textContent ?? '',
          holder !== null && getComputedStyle(holder).outlineStyle !== 'none',
        ] as const;
      });
      if (name !== '' && !(await page.evaluate(() => document.activeElement === document.body)))
        expect([name, outlined]).toEqual([name, true]);
      reached.add(name);
    }
    for (const name of [
      'Filter messages by any text in them',
      'Failures',
      'Now',
      'Open',
      'Save',
      'Trust',
      FILE_NAME,
      `Close ${FILE_NAME}`,
      'Summary',
      'Show in XML',
      'All findings',
      'Compare with…',
      'Copy as Markdown…',
    ]) {
      expect(reached).toContain(name);
    }
  });
});
