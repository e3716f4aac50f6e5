import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import type { OpenPanel } from './panel-handle.ts';
import { distrustAll, trust } from './trusting.ts';
import { logIn, logOut, samlpWorld, type World, workbenchWorld } from './worlds.ts';

/**
 * Logins and logouts between two sites, recorded with no permission by the real developer tools and read off the panel's
 * screen: with our own test identity provider, and with one that nobody here wrote.
 */
export function testFlows(open: (url: string) => Promise<OpenPanel>): void {
  describe.each([
    ['our test identity provider', workbenchWorld],
    ['samlp as the identity provider', samlpWorld],
  ])('with %s', (_, makeWorld) => {
    let world: World;
    let browser: OpenPanel;
    beforeAll(async () => {
      world = await makeWorld();
      browser = await open(world.companion);
      await trust(browser.panel, world.metadata.idp);
      await trust(browser.panel, world.metadata.sp);
    });
    afterAll(async () => {
      await browser?.close();
      await world?.close();
    });

    it('shows a login: its flow, the user’s attributes, the verified signatures and the findings', async () => {
      const { page, panel } = browser;
      await logIn(page, world, 'Anne Foster');
      await panel.waitForText('Login succeeded');
      await panel.click(/(?<!Logout)Response\s*post/);
      await panel.waitForText('Signed and verified');
      await panel.click(/^Attributes/);
      const attributes = await panel.waitForText(/groups[\s\S]*SalesUS/);
      for (const value of ['anne.foster@example.com', 'Anne Foster', 'displayName'])
        expect(attributes).toContain(value);
      await panel.click(/^Findings/);
      await panel.waitForText('Nothing wrong was found');
      await panel.click(/AuthnRequest\s*redirect/);
      await panel.waitForText(/Nothing wrong was found/);
    });

    it('shows the logout that ends it: request, response and status', async () => {
      const { page, panel } = browser;
      await logOut(page, world);
      // Firefox may not tell of the last request of a page that moved on at once: then the panel says so each time, and no more.
      for (let again = 0; again < 5; again += 1) {
        const isSeen = await panel.waitForText('Logout succeeded', 10_000).then(Boolean, () => false);
        if (isSeen) break;
        expect(await panel.text()).toContain('The browser told of no request for');
        await panel.click('Clear');
        await logIn(page, world, 'Anne Foster');
        await logOut(page, world);
      }
      await panel.waitForText('Logout succeeded');
      await panel.click(/LogoutResponse\s*redirect/);
      await panel.click('Summary');
      await panel.waitForText(/Status\s*Success/);
      expect(await panel.text()).toContain('LogoutRequest');
    });

    it('saves the recording redacted, and says what was replaced', async () => {
      const { panel } = browser;
      await panel.click('Save');
      await panel.click('HAR');
      await panel.waitForText(/Replaced: [\s\S]*user names?[\s\S]*signatures no longer hold/);
      await panel.click('Close');
    });

    it('says on the same traffic that the signature fails, when another certificate is trusted', async () => {
      const { panel } = browser;
      const { certificatePem } = await makeSelfSigned({ commonName: 'other', days: 1, now: Date.now() });
      const other = certificatePem.replace(/-----[^-]*-----|\s/g, '');
      await distrustAll(panel);
      await trust(panel, world.metadata.idp.replaceAll(/(<(?:\w+:)?X509Certificate>)[^<]+/g, `$1${other}`));
      await panel.click(/(?<!Logout)Response\s*post/);
      await panel.click(/^Findings/);
      // The SP let the user in, and that is what happened; what is wrong by the given metadata is told beside it.
      await panel.waitForText('made with another key than the ones that are known');
      expect(await panel.text()).not.toContain('Signed and verified');
    });
  });
}
