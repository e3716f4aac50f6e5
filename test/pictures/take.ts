import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { openChromiumPanel } from '#test/browser/harness/chromium.ts';
import { openFirefoxPanel } from '#test/browser/harness/firefox.ts';
import type { OpenPanel } from '#test/browser/harness/panel-handle.ts';
import { ownChromium } from '#test/browser/harness/share-chromium.ts';
import { logIn, logOut, type World, workbenchWorld } from '#test/browser/harness/worlds.ts';
import { choose, dropFiles, openTab, pasteText, press, trust } from '#test/browser/inspect/actions.ts';
import { type Inspector, type Sight, startInspector } from '#test/browser/inspect/inspector.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { joinPictures } from './join.ts';
import { START, story } from './story.ts';
import { takeConsole } from './take-console.ts';
import { takeRules } from './take-rules.ts';

/**
 * Makes the README's pictures again, beside this file: the inspector's page, the panel in the real developer tools
 * of both browsers, the hub, the console, rules and Sales. Needs `npm run build` first. Names on the command line choose among them.
 */
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const path = (name: string): `${string}.png` => `${FOLDER}${name}.png`;

const PICTURES: Readonly<Record<string, () => Promise<void>>> = {
  inspector: takeInspector,
  chromium: () => takePanel('panel-chromium', openWholeChromium),
  firefox: () => takePanel('panel-firefox', openFirefoxPanel),
  hub: takeHub,
  console: () => takeConsole(path('console')),
  sales: takeSales,
  rules: () => takeRules({ rule: path('rules-edit'), tests: path('rules-tests'), why: path('access-why') }),
};

async function takeInspector(): Promise<void> {
  const inspector = await startInspector(ownChromium);
  try {
    const told = await story();
    await onPage(inspector, { width: 1280, height: 760 }, async (page) => {
      await page.screenshot({ path: path('inspector-welcome') });
    });
    for (const [name, sight] of SIGHTS) {
      await onPage(inspector, sight, async (page) => {
        await dropFiles(page, [{ name: 'login.har', text: told.har }]);
        await page.waitForSelector('.row');
        await trust(page, told.metadata);
        await page.screenshot({ path: path(`inspector-${name}`) });
      });
    }
    await onPage(inspector, { width: 1280, height: 760 }, (page) => takeParts(page, told));
    await onPage(inspector, { width: 1280, height: 760 }, takeEncrypted);
  } finally {
    await inspector.close();
  }
}

const SIGHTS: readonly (readonly [string, Sight])[] = [
  ['light', { width: 1280, height: 760 }],
  ['dark', { width: 1280, height: 760, dark: true }],
  ['narrow-light', { width: 360, height: 720 }],
  ['narrow-dark', { width: 360, height: 720, dark: true }],
];

async function takeParts(page: Page, { har, metadata }: { har: string; metadata: string }): Promise<void> {
  await dropFiles(page, [{ name: 'login.har', text: har }]);
  await page.waitForSelector('.row');
  await trust(page, metadata);
  await press(page, 'Show in XML', '.verdict');
  await page.waitForSelector('.mark-focus');
  await page.screenshot({ path: path('inspector-xml') });
  await choose(page, 'message:3');
  await openTab(page, 'signature');
  await page.screenshot({ path: path('inspector-signature') });
  await page.keyboard.press('Escape');
  await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-key^="flow:"]')].at(0)?.click());
  await page.waitForSelector('.tab-actions .icon-compare');
  await press(page, 'Compare with…', '.tab-bar');
  await page.waitForSelector('dialog .difference');
  await page.screenshot({ path: path('inspector-compare') });
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
  await press(page, 'Save', '.toolbar');
  await page.waitForSelector('dialog .choices');
  await page.screenshot({ path: path('inspector-save') });
}

/** An encrypted assertion, opened by its key. */
async function takeEncrypted(page: Page): Promise<void> {
  const receiver = makeReceiver();
  try {
    const teller = await makeStoryteller();
    const xml = await teller.response({ startedAt: START, name: 'a' });
    const closed = encryptPart(xml, /<saml:Assertion[\s\S]*<\/saml:Assertion>/, 'EncryptedAssertion', receiver);
    await pasteText(page, closed);
    await page.waitForSelector('.row');
    await dropFiles(page, [{ name: 'sp.key', text: receiver.privateKeyPem }]);
    await page.waitForFunction(() => document.querySelector('.tab-panel')?.textContent?.includes('Opened'));
    await press(page, 'Show what was opened', '.tab-panel');
    await page.waitForSelector('.xml-row.opened');
    await page.screenshot({ path: path('inspector-opened') });
  } finally {
    receiver.dispose();
  }
}

async function onPage(inspector: Inspector, sight: Sight, work: (page: Page) => Promise<void>): Promise<void> {
  const { page, close } = await inspector.open(sight);
  await work(page);
  await close();
}

/** Chromium's developer tools are a page of their own: the inspected one is put into their picture. */
async function openWholeChromium(url: string): Promise<OpenPanel> {
  const opened = await openChromiumPanel(url);
  const screenshot: OpenPanel['panel']['screenshot'] = async (file) => {
    await opened.panel.screenshot(file);
    await writeFile(file, await joinPictures(opened.browser, file, await opened.page.screenshot()));
  };
  return { ...opened, panel: { ...opened.panel, screenshot } };
}

/** A login and a logout of Anne Foster, recorded in real developer tools. */
async function takePanel(name: string, open: (url: string) => Promise<OpenPanel>): Promise<void> {
  const world = await workbenchWorld();
  const { page, panel, close } = await open(world.companion);
  try {
    await logIn(page, world, 'Anne Foster');
    await panel.waitForText(/Login succeeded/);
    await panel.click(/Responsepost/);
    await panel.click(/^Signature/);
    await panel.click('Trust this certificate');
    await panel.waitForText(/Verified by, and embedded/);
    await panel.click('Dismiss');
    await panel.click(/^Attributes/);
    await panel.waitForText('SalesUS');
    await painted();
    await panel.screenshot(path(`${name}-attributes`));
    await logOut(page, world);
    await panel.waitForText(/Logout succeeded/);
    await panel.click(/Login succeeded/);
    await panel.waitForText(/The login succeeded/);
    await painted();
    await panel.screenshot(path(name));
  } finally {
    await close();
    await world.close();
  }
}

/** Developer tools are painted by another process than the one that the panel's text is read from. */
function painted(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 600));
}

async function takeHub(): Promise<void> {
  const world: World = await workbenchWorld();
  const inspector = await startInspector(ownChromium);
  try {
    const page = await inspector.browser.newPage();
    await page.setViewport({ width: 1280, height: 760 });
    await logIn(page, world, 'Anne Foster');
    await page.screenshot({ path: path('hub') });
  } finally {
    await inspector.close();
    await world.close();
  }
}

async function takeSales(): Promise<void> {
  const world: World = await workbenchWorld(await shippedConfig());
  const inspector = await startInspector(ownChromium);
  try {
    const page = await inspector.browser.newPage();
    await page.setViewport({ width: 1280, height: 980 });
    await logIn(page, world, 'Grace Lund');
    await page.goto(`${world.companion}/hub/app/sales`);
    await page.screenshot({ path: path('sales') });
  } finally {
    await inspector.close();
    await world.close();
  }
}

await mkdir(FOLDER, { recursive: true });
const wanted = process.argv.slice(2);
for (const [name, take] of Object.entries(PICTURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`${name}…`);
  await take();
}
