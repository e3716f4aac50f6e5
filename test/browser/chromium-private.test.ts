import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumPanel, openChromiumPanel } from './harness/chromium.ts';
import { type CrossSite, startCrossSite } from './harness/cross-site.ts';
import { LOGIN, makeRecordedLogins, steps } from './harness/recorded-logins.ts';

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
    const { logInAt, recordedAnswers } = makeRecordedLogins(() => ({ sites, panel }));
    await logInAt(page, 'private');
    expect(steps(await recordedAnswers('private', 4))).toEqual(LOGIN);
  });
});
