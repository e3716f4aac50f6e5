import { readFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';

/**
 * Puts the inspected page's picture into that of the developer tools around it, at their left top, where the
 * developer tools' own picture has a hole: together they are what the window shows.
 */
export async function joinPictures(browser: Browser, tools: string, inside: Uint8Array): Promise<Uint8Array> {
  const page = await browser.newPage();
  const sources = [await readFile(tools), inside].map(
    (bytes) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`,
  );
  const joined = await page.evaluate(async (addresses) => {
    const images = await Promise.all(
      addresses.map(async (address) => createImageBitmap(await (await fetch(address)).blob())),
    );
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [images[0]?.width ?? 0, images[0]?.height ?? 0];
    for (const image of images) canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  }, sources);
  await page.close();
  return Buffer.from(joined, 'base64');
}
