import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumPanel, openChromiumPanel } from './harness/chromium.ts';
import { type CrossSite, startCrossSite } from './harness/cross-site.ts';
import { waitFor } from './harness/panel-handle.ts';

let sites: CrossSite;
let chromium: ChromiumPanel;
beforeAll(async () => {
  sites = await startCrossSite();
  chromium = await openChromiumPanel(`${sites.sp}/done`);
});
afterAll(async () => {
  await chromium?.close();
  await sites?.close();
});

describe('a private window, once the user allows the extension there', () => {
  it('has the panel in its developer tools, which records the login in it', async () => {
    const { page, panel } = await chromium.openPrivateWindow(`${sites.sp}/done?private`);
    await page.goto(`${sites.sp}/start?case=private`);
    await page.waitForFunction(() => document.title === 'done');
    const paths = await waitFor('the login', async () => {
      const found = await panel.recorded('case=private');
      return found.length >= 4 ? found.map(({ url, status }) => `${new URL(url).pathname} ${status}`) : null;
    });
    expect(paths).toEqual(['/start 302', '/sso 200', '/acs 302', '/done 200']);
  });
});
