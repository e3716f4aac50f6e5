import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrossSite } from './cross-site.ts';
import type { FirefoxPanel } from './firefox.ts';
import { waitFor } from './panel-handle.ts';
import { LOGIN, makeRecordedLogins, steps } from './recorded-logins.ts';

/** What the tests of an event page's sleep are about: Firefox, every tab recorded, and the two sites. */
interface Sleeper {
  readonly firefox: FirefoxPanel;
  readonly sites: CrossSite;
}

/** Ours pings every 20 s, which keeps the event page awake for the browser's usual 30 s. */
const IDLE = "'extensions.background.idle.timeout'";
const EXTENSION = `const { WebExtensionPolicy } = Cu.getGlobalForObject(Services);
      const { extension } = WebExtensionPolicy.getByID('saml-workbench@saml-workbench.org');`;

/** Tests that nothing of a login in another tab is lost while the event page sleeps and wakes. */
export function testSleep(open: () => Sleeper): void {
  const { logInAt, recordedLogin, recordedAnswers, recordedPage } = makeRecordedLogins(() => ({
    sites: open().sites,
    panel: open().firefox.panel,
  }));

  /** Puts the event page to sleep, as Firefox does with an idle one; what is recorded may wake it again at once. */
  async function sleepBackground(): Promise<void> {
    // Only when it is awake, and while it has something to do Firefox puts it off.
    await waitFor('the event page to sleep', async () => {
      const isAsleep = await open().firefox.privileged(`${EXTENSION}
      const { backgroundState, backgroundContext } = extension;
      if (backgroundState !== 'running' || backgroundContext == null) return 'false';
      await extension.terminateBackground();
      return JSON.stringify(extension.backgroundContext !== backgroundContext);`);
      return isAsleep === true ? true : null;
    });
  }

  it('loses nothing when the event page is put to sleep again and again in the middle of logins', async () => {
    const other = await open().firefox.browser.newPage();
    const rounds = ['one', 'two'];
    for (const round of rounds) {
      const arrived = logInAt(other, `sleep${round}`, '&wait=1500');
      await recordedPage(`sleep${round}`);
      await sleepBackground();
      await arrived;
      await recordedLogin(`sleep${round}`, 4);
      await sleepBackground();
      await logInAt(other, `after${round}`);
    }
    for (const round of rounds) {
      expect(steps(await recordedAnswers(`sleep${round}`, 4))).toEqual(LOGIN);
      expect(steps(await recordedAnswers(`after${round}`, 4))).toEqual(LOGIN);
    }
    await other.close();
  });

  describe('an event page that Firefox itself puts to sleep all the time', () => {
    beforeAll(async () => {
      await open().firefox.privileged(`Services.prefs.setIntPref(${IDLE}, 1000);`);
      // The clock of a page that is awake runs on as it was set.
      await sleepBackground();
    });
    afterAll(async () => {
      await open().firefox.privileged(`Services.prefs.clearUserPref(${IDLE});`);
    });

    it('records every login of another tab', async () => {
      const { firefox } = open();
      await firefox.privileged(`${EXTENSION}
      window.eventPageSleeps = 0;
      extension.on('background-script-suspend', () => {
        window.eventPageSleeps += 1;
      });`);
      const other = await firefox.browser.newPage();
      const names = ['own1', 'own2', 'own3', 'own4'];
      for (const name of names) await logInAt(other, name, '&wait=1500');
      for (const name of names) expect([name, ...steps(await recordedAnswers(name, 4))]).toEqual([name, ...LOGIN]);
      expect(await firefox.privileged('return JSON.stringify(window.eventPageSleeps)')).toBeGreaterThan(0);
      await other.close();
    });
  });
}
