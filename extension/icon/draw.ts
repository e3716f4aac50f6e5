import { readFile } from 'node:fs/promises';
import puppeteer from 'puppeteer-core';

/** Draws the PNGs of the icon that pages and extension share, in a browser: `npm run icons`. */
const SIZES = [16, 32, 48, 96, 128];

const svg = await readFile(new URL('../../shared/look/icon.svg', import.meta.url), 'utf8');
const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
  const path = new URL(`../public/icon/${size}.png`, import.meta.url).pathname as `${string}.png`;
  await page.screenshot({ path, omitBackground: true });
}
await browser.close();
