import type { CDPSession } from 'puppeteer-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { OWNERS } from '#shared/inspection/owner.ts';
import { inspectExchanges } from '#shared/report/inspect-exchanges.ts';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { LOGIN_ROWS, LOGOUT_ROWS, REQUEST_ROWS, type RefusedRow } from '../refused/refused-rows.ts';
import { makeWalk, type Walk } from '../refused/walk.ts';
import type { ChromiumPanel } from './chromium.ts';
import { waitFor } from './panel-handle.ts';
import { distrustAll, trust } from './trusting.ts';

const FORMATS = `  - prefix: formats
    idp: { metadata: idp.xml }
    user: { id: uid, directory: '[CORP]' }
    request: { nameId: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName' } }
`;

const pageSchema = v.object({ code: v.string(), owner: v.picklist(OWNERS) });

/** What the page in front of the user names. */
async function pageShown({ page }: ChromiumPanel) {
  const told = await page.evaluate(() => ({
    code: document.querySelector('main p.small code')?.textContent,
    owner: document.querySelector('main [data-owner]')?.getAttribute('data-owner'),
  }));
  return v.parse(pageSchema, told);
}

/** Every code by which a finding names its cause. */
function namedBy({ code, because, facts }: Finding): readonly unknown[] {
  const [, quoted] = / the code ([a-z0-9-]+)$/.exec(String(facts['phrase'] ?? '')) ?? [];
  return [code, because?.code, facts['suspect'], quoted];
}

/** The cause of the last flow of what the panel has recorded. */
async function causeOf({ panel }: ChromiumPanel, knowledge: Knowledge): Promise<Finding | null> {
  const { flows } = await inspectExchanges('trace', await panel.recorded(), knowledge, {});
  return flows.findLast(({ outcome }) => outcome === 'refused')?.cause ?? null;
}

const plain = (text: string) => text.replace(/\s+/g, ' ');

/**
 * Meets every refusal of our own companion and test identity provider in a browser whose panel is open beside the page: both
 * name the same cause, and who must act.
 */
export function testOwnRefusals(open: () => ChromiumPanel): void {
  describe('a refusal of our own, and the panel beside the page, name the same cause and who must act', () => {
    let world: CompanionWorld;
    let walk: Walk;
    let knowledge: Knowledge;
    let session: CDPSession;

    beforeAll(async () => {
      const { panel, page } = open();
      world = await makeCompanionWorld({ extra: FORMATS });
      const metadataTexts = [world.idp.metadata, ...world.companion().metadata];
      knowledge = await knowledgeFrom({ metadataTexts });
      await trust(panel, ...metadataTexts);
      await page.setBypassCSP(true);
      session = await page.createCDPSession();
      walk = await makeWalk(world, page);
    });
    afterAll(async () => {
      await open().page.setBypassCSP(false);
      await session?.detach();
      await distrustAll(open().panel);
      await world?.close();
    });

    it.each([...LOGIN_ROWS, ...REQUEST_ROWS, ...LOGOUT_ROWS].map((row) => [row.name, row] as const))('%s', (_, row) =>
      expectSame(row),
    );

    async function expectSame({ code, told = code, meet }: RefusedRow): Promise<void> {
      const { panel } = open();
      await panel.click('Clear');
      await session.send('Network.clearBrowserCookies');
      await meet(walk);
      const shown = await pageShown(open());
      expect(shown.code).toBe(code);
      await panel.click(/Log(?:in|out) refused/);
      await waitFor(
        async () =>
          `${told}, which ${shown.owner} must mend, in the panel, which says: ${(await panel.text()).slice(0, 2000)}`,
        async () => {
          const verdict = plain((await panel.texts('.verdict'))[0] ?? '');
          if (!verdict.includes(`Who must act${OWNER_WORDS[shown.owner]}`)) return null;
          const cause = await causeOf(open(), knowledge);
          if (cause === null || !namedBy(cause).includes(told)) return null;
          return saidOf(cause).every((said) => verdict.includes(plain(said))) ? true : null;
        },
      );
    }
  });
}

/** What the panel says of a cause: what happened in one piece and the title of what explains it, or its own title. */
function saidOf(cause: Finding): readonly string[] {
  if (cause.because == null) return [wordsFor(cause).title];
  return [wordsFor({ ...cause, because: null }).whole, wordsFor(cause.because).title];
}
