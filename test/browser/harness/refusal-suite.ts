import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenPanel, PanelHandle } from './panel-handle.ts';
import { waitFor } from './panel-handle.ts';
import { type RefusingSites, startRefusingSites } from './refusing-sites.ts';
import { distrustAll, trust } from './trusting.ts';

/** Name, what the panel's list says of the login and why, what its overview says, who must act. */
const ROWS: readonly (readonly [name: string, title: string, why: RegExp, finding: RegExp, owner: string])[] = [
  [
    'html',
    'Login refused',
    /HTTP 403\)\. The SP has no account for this user\./,
    /HTTP 403\)\. The SP has no account for this user\..*No account matches anne/,
    'service provider',
  ],
  ['json', 'Login refused', /HTTP 401\)/, /HTTP 401\).*Unknown issuer/, 'service provider'],
  [
    'csp',
    'Login broken off',
    /never sent: the page of 127\.0\.0\.1\S* itself forbids forms to localhost/,
    /never sent: the page of 127\.0\.0\.1\S* itself forbids forms to localhost/,
    'identity provider',
  ],
  [
    'frame',
    'Login broken off',
    /(?:may not be shown in a frame|did not show the answer of \S+ in a frame)/,
    /(?:may not be shown in a frame|did not show the answer of \S+ in a frame)/,
    'service provider',
  ],
  [
    'fetch',
    'Login broken off',
    /redirected to the login at \S+, which browsers forbid \(CORS\)/,
    /browsers forbid \(CORS\).*page asked for \S+\/fetch\/login in the background/,
    'service provider',
  ],
  [
    'slash',
    'Login broken off',
    /made a GET of the POST/,
    /made a GET of the POST, and the message was lost.*\(HTTP 301\)/,
    'service provider',
  ],
  [
    'factor',
    'Login refused',
    /HTTP 403\)\. The IdP demands a second factor/,
    /HTTP 403\)\. The IdP demands a second factor.*No second factor is registered for anne/,
    'identity provider',
  ],
];

/** What browsers and receivers refuse, live, as the real panel shows it: outcome, first finding, owner; and a sound login. */
export function testRefusals(open: () => OpenPanel): void {
  describe('logins that are refused or kept back', () => {
    let sites: RefusingSites;
    beforeAll(async () => {
      sites = await startRefusingSites();
      await trust(open().panel, sites.metadata.idp, sites.metadata.sp);
    });
    afterAll(async () => {
      // Others are shown a panel that trusts nothing yet.
      await distrustAll(open().panel);
      await sites?.close();
    });

    it('says of the sound one that it succeeded, and finds nothing wrong', async () => {
      const { panel } = open();
      await begin('sound', /Login succeeded/);
      const verdict = await verdictOf(panel, /How sure\s*certain/);
      expect(verdict).not.toContain('Who must act');
    });

    it.each(ROWS)('%s: %s', async (name, title, why, finding, owner) => {
      const { panel } = open();
      // The row of this login, and not of one before it of which something was told late.
      await begin(name, new RegExp(`${title}[\\s\\S]*?${why.source}`));
      const verdict = await verdictOf(panel, finding);
      expect(verdict).toMatch(new RegExp(`Who must act\\s*the administrator of the ${owner}`));
    });

    /** Logs in; where Firefox did not tell of a request, which the panel then says, again, up to three times. */
    async function begin(name: string, wanted: RegExp): Promise<void> {
      const { panel, page } = open();
      for (const isLast of [false, false, false, true]) {
        await panel.click('Clear');
        // Before anything is looked for, what was there before must be gone from the screen.
        await waitFor('an empty panel', async () => (/Login [a-z]+/.test(await shownLogins(panel)) ? null : true));
        await page.goto(`${sites.sp}/${name}/`);
        const isShown = await panel.waitForText(wanted, isLast ? 40_000 : 15_000).then(Boolean, () => false);
        if (isShown || isLast) break;
        expect(await panel.text()).toContain('The browser told of no request for');
      }
      await panel.click(wanted);
    }
  });
}

/** What the flow's overview says, once that matches: the body of an answer may be recorded after the answer itself. */
function verdictOf(panel: PanelHandle, wanted: RegExp): Promise<string> {
  return waitFor(
    async () => `${wanted} in the verdict of the panel, which says: ${await panel.text()}`,
    async () => {
      const said = (await panel.texts('.verdict'))[0]?.replace(/\s+/g, ' ');
      return said !== undefined && wanted.test(said) ? said : null;
    },
    40_000,
  );
}

/** The rows of the list. */
async function shownLogins(panel: PanelHandle): Promise<string> {
  return (await panel.texts('[role=treeitem]')).join(' ');
}
