import { beforeAll, describe, expect, test } from 'vitest';
import { ALL_CHECKS } from '#shared/checks/all-checks.ts';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { ALL_CASES } from './all-cases.ts';
import { testKeys } from './kit.ts';
import { findingsIn } from './situation.ts';

beforeAll(testKeys);

describe.each(ALL_CHECKS)('$code ($clause)', ({ code, variants }) => {
  const own = ALL_CASES.filter((each) => each.code === code);

  test.each(own)('$outcome, $variant, when $when', async ({ situation, outcome, variant, evidence }) => {
    const findings = (await findingsIn(situation)).filter((finding) => finding.code === code);
    const shown = findings.map((finding) => `${finding.outcome} ${finding.variant}`);
    expect(shown).toContain(`${outcome} ${variant}`);
    const found = findings.find((finding) => finding.outcome === outcome && finding.variant === variant);
    expect(found).toMatchObject(evidence ?? {});
    for (const finding of findings) expectWhole(finding);
  });

  test('every variant has a case', () => {
    const without = variants.filter((variant) => !own.some((each) => each.variant === variant));
    expect(without, `add to test/unit/checks/cases a case of ${code} for each`).toEqual([]);
  });

  test('has words for every variant, and for no other', () => {
    const words = Object.keys(ALL_WORDS[code] ?? {}).sort();
    expect(words, `shared/explain/words: the words of ${code}`).toEqual([...variants].sort());
  });
});

/** The words name no fact that the finding lacks, and the place is inside the message. */
function expectWhole(finding: Finding): void {
  const words = ALL_WORDS[finding.code][finding.variant];
  const used = [...`${words?.title} ${words?.fix}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const given = Object.keys(finding.facts);
  if (finding.facts['phrase'] !== undefined) given.push('means', 'remedy');
  if (finding.expected !== null) given.push('expected');
  if (finding.received !== null) given.push('received');
  const lacking = used.filter((name) => name === undefined || !given.includes(name));
  const why = `shared/explain/words: ${finding.code} ${finding.variant}, ${finding.outcome}, names what this finding lacks`;
  expect(lacking, `${why}; give it, or another variant`).toEqual([]);
  const { title } = wordsFor(finding);
  // What the message brought may have braces of its own.
  const ours = finding.received === null ? title : title.replaceAll(finding.received, '');
  expect(ours).not.toMatch(/[{}]|undefined/);
  expect(finding.range === null || finding.range.start < finding.range.end).toBe(true);
  if (finding.outcome !== 'pass' && finding.severity !== 'info') expect(wordsFor(finding).fix).not.toBe('');
}
