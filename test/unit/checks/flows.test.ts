import { describe, expect, it } from 'vitest';
import { ALL_FLOW_CHECKS } from '#shared/checks/all-flow-checks.ts';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import { BROWSER_WORDS } from '#shared/explain/words/browser.ts';
import { FLOW_WORDS } from '#shared/explain/words/flows.ts';
import { TRACE_WORDS } from '#shared/explain/words/trace.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';
import { loginWithCookie, reportOf, seen } from './flows/kit.ts';
import './flows/browser.ts';
import './flows/clocks-without-date.ts';
import './flows/logins.ts';
import './flows/repeats.ts';
import './flows/logouts.ts';
import './flows/logout-words.ts';
import './flows/metadata.ts';
import './flows/refusals.ts';
import './flows/tabs.ts';
import './flows/variants.ts';

describe('words', () => {
  it('are there for every check and every variant, and name only facts that are there', async () => {
    for (const { code, variants } of ALL_FLOW_CHECKS)
      expect(
        Object.keys(ALL_WORDS[code] ?? {}).toSorted(),
        `shared/explain/words/flows.ts or browser.ts: the words of ${code}`,
      ).toEqual([...variants].toSorted());
    const report = await reportOf(await loginWithCookie('state=1; Secure; SameSite=Lax; Path=/', null, 403));
    expect(report.findings[0] && wholeWords(report.findings[0]).title).toContain('state');
  });

  // The last test: it needs those above.
  it('are there for nothing that none of these recordings shows', () => {
    const said = Object.entries({ ...TRACE_WORDS, ...FLOW_WORDS, ...BROWSER_WORDS }).flatMap(([code, variants]) =>
      Object.keys(variants).map((variant) => `${code} ${variant}`),
    );
    const unseen = said.filter((each) => !seen.has(each));
    expect(unseen, 'add to test/unit/checks/flows a recording of each').toEqual([]);
  });
});
