import { HttpBrowser } from '#test/fixtures/http-browser.ts';

/** Logs in at the companion with this address as a browser does, from the hub to the hub. */
export async function logIn(url: string): Promise<void> {
  const browser = new HttpBrowser();
  const { text } = await browser.press(await browser.open(`${url}/hub/`), 'Anne');
  if (!text.includes('Welcome')) throw new Error(`the login failed: ${text}`);
}
