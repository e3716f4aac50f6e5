import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { ownChromium } from '#test/browser/harness/share-chromium.ts';
import { choose, dropFiles, openTab, press, trust } from '#test/browser/inspect/actions.ts';
import { type Inspector, startInspector } from '#test/browser/inspect/inspector.ts';
import { SUMMARY } from '../../extension/release/listing.ts';
import { story } from './story.ts';

/**
 * Makes the pictures that the stores show, in `.output/release/pictures`: of the size that they take (1280 by 800; the tile
 * of the Chrome Web Store 440 by 280). Needs `npm run build` first.
 */
const FOLDER = fileURLToPath(new URL('../../.output/release/pictures/', import.meta.url));
const SIZE = { width: 1280, height: 800 };
const path = (name: string): `${string}.png` => `${FOLDER}${name}.png`;

async function take(inspector: Inspector, name: string, dark: boolean, show: (page: Page) => Promise<void>) {
  const { har, metadata } = await story();
  const { page, close } = await inspector.open({ ...SIZE, dark });
  await dropFiles(page, [{ name: 'login.har', text: har }]);
  await page.waitForSelector('.row');
  await trust(page, metadata);
  await show(page);
  await page.screenshot({ path: path(name) });
  await close();
}

async function showXml(page: Page): Promise<void> {
  await press(page, 'Show in XML', '.verdict');
  await page.waitForSelector('.mark-focus');
}

async function showSignature(page: Page): Promise<void> {
  await choose(page, 'message:3');
  await openTab(page, 'signature');
}

async function showAttributes(page: Page): Promise<void> {
  await choose(page, 'message:3');
  await openTab(page, 'attributes');
}

async function takeTile(inspector: Inspector): Promise<void> {
  const icon = await readFile(new URL('../../shared/look/icon.svg', import.meta.url), 'utf8');
  const page = await inspector.browser.newPage();
  await page.setViewport({ width: 440, height: 280 });
  await page.setContent(`<style>
    body { margin: 0; height: 280px; box-sizing: border-box; padding: 32px; display: grid; align-content: center; gap: 12px;
      background: #10233f; color: #fff; font: 17px/1.4 system-ui, sans-serif }
    svg { width: 72px; height: 72px } h1 { margin: 0; font-size: 30px } p { margin: 0 }
  </style>${icon}<h1>SAML Workbench</h1><p>${SUMMARY}</p>`);
  await page.screenshot({ path: path('tile') });
  await page.close();
}

await mkdir(FOLDER, { recursive: true });
const inspector = await startInspector(ownChromium);
try {
  await take(inspector, '1-why-a-login-failed', false, async () => {});
  await take(inspector, '2-the-place-in-the-xml', false, showXml);
  await take(inspector, '3-signature', false, showSignature);
  await take(inspector, '4-attributes', false, showAttributes);
  await take(inspector, '5-dark', true, async () => {});
  await takeTile(inspector);
} finally {
  await inspector.close();
}
console.log(FOLDER);
