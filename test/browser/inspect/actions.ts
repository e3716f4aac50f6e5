import type { Page } from 'puppeteer-core';

/** A file to drop. */
export interface DroppedFile {
  readonly name: string;
  readonly text: string;
}

/** Drops files on the page, as the browser does it for a user. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of dropped) dataTransfer.items.add(new File([text], name));
    document
      .querySelector('.frame')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, files);
}

/** Pastes a text into the page, outside of any field. */
export async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);
}

/** Puts a text into a field in one go: typing a megabyte takes long. */
export async function fill(page: Page, selector: string, text: string): Promise<void> {
  // What holds the field may be loaded with the first use.
  await page.waitForSelector(selector);
  await page.$eval(
    selector,
    (field, value) => {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) throw new Error('not a field');
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    text,
  );
}

/** Presses the button with that name or text. */
export async function press(page: Page, name: string, within = 'body'): Promise<void> {
  const button = await page.waitForSelector(`${within} ::-p-aria([name="${name}"][role="button"])`, {
    timeout: 20_000,
  });
  await button?.click();
}

/** Gives metadata or a certificate to the Trust dialog, and closes it again. */
export async function trust(page: Page, text: string): Promise<void> {
  const before = await page.$$eval('.toolbar button', (buttons) => buttons.at(-1)?.textContent);
  await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.toolbar button')].at(-1)?.click());
  await page.waitForSelector('dialog textarea');
  await fill(page, 'dialog textarea', text);
  await press(page, 'Trust it', 'dialog');
  await page.waitForFunction(
    (old) => [...document.querySelectorAll('.toolbar button')].at(-1)?.textContent !== old,
    {},
    before,
  );
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelector('dialog') === null);
}

/** Opens a tab of the detail. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.click(`[data-tab="${name}"]`);
  await page.waitForSelector(`[data-tab="${name}"][aria-selected="true"]`);
  // What is behind a tab may be loaded with the first use.
  await page.waitForSelector('.tab-panel > *');
}

/** Chooses a row of the list. */
export async function choose(page: Page, key: string): Promise<void> {
  await page.click(`[data-key="${key}"]`);
  await page.waitForSelector(`[data-key="${key}"][aria-selected="true"]`);
}

/** The text that a user sees of an element, white space collapsed. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) =>
    (element instanceof HTMLElement ? element.innerText : '').replace(/\s+/g, ' ').trim(),
  );
}
