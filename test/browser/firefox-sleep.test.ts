import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrossSite, startCrossSite } from './harness/cross-site.ts';
import { type FirefoxPanel, openFirefoxPanel } from './harness/firefox.ts';
import { waitFor } from './harness/panel-handle.ts';
import { LOGIN, makeRecordedLogins, steps } from './harness/recorded-logins.ts';

let sites: CrossSite;
let firefox: FirefoxPanel;
beforeAll(async () => {
  sites = await startCrossSite();
  // Ours pings every 20 s, which keeps the event page awake for the browser's usual 30 s.
  firefox = await openFirefoxPanel(`${sites.sp}/done`, { 'extensions.background.idle.timeout': 1000 });
  await firefox.panel.click('This tab');
  await firefox.allowOnOwnPage();
  await waitFor('the wide scope', async () =>
    (await firefox.panel.texts('button')).includes('Every tab') ? true : null,
  );
});
afterAll(async () => {
  await firefox?.close();
  await sites?.close();
});

/** Counts from now on how often the event page is put to sleep; gives what tells the count. */
async function countSleeps(): Promise<() => Promise<unknown>> {
  await firefox.privileged(`const { WebExtensionPolicy } = Cu.getGlobalForObject(Services);
    window.eventPageSleeps = 0;
    WebExtensionPolicy.getByID('saml-workbench@saml-workbench.org').extension.on('background-script-suspend', () => {
      window.eventPageSleeps += 1;
    });`);
  return () => firefox.privileged('return JSON.stringify(window.eventPageSleeps)');
}

const { logInAt, recordedAnswers } = makeRecordedLogins(() => ({ sites, panel: firefox.panel }));

describe('an event page that Firefox itself puts to sleep all the time', () => {
  it('records every login of another tab', async () => {
    const sleeps = await countSleeps();
    const other = await firefox.browser.newPage();
    const names = ['one', 'two', 'three', 'four', 'five'];
    for (const name of names) await logInAt(other, name, '&wait=1500');
    for (const name of names) expect([name, ...steps(await recordedAnswers(name, 4))]).toEqual([name, ...LOGIN]);
    expect(await sleeps()).toBeGreaterThan(0);
    await other.close();
  });
});
