import { beforeAll, describe, expect, test } from 'vitest';
import { ALL_CHECKS, checkOf } from '#shared/checks/all-checks.ts';
import { ALL_WORDS, wordsFor } from '#shared/explain/words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Case } from './case.ts';
import { ADDRESSING_CASES } from './cases/addressing.ts';
import { ASKED_CASES } from './cases/asked.ts';
import { ATTRIBUTE_CASES } from './cases/attributes.ts';
import { BINDING_CASES } from './cases/bindings.ts';
import { CERTIFICATE_CASES } from './cases/certificate.ts';
import { CONDITION_CASES } from './cases/conditions.ts';
import { ENCRYPTION_CASES } from './cases/encryption.ts';
import { FLOW_CASES } from './cases/flow.ts';
import { METADATA_CASES } from './cases/metadata.ts';
import { METADATA_FORM_CASES } from './cases/metadata-form.ts';
import { NAME_CASES } from './cases/names.ts';
import { NAMESPACE_CASES } from './cases/namespace.ts';
import { SCHEMA_CASES } from './cases/schema.ts';
import { SIGNATURE_CASES } from './cases/signature.ts';
import { SIGNATURE_FORM_CASES } from './cases/signature-form.ts';
import { STATUS_CASES } from './cases/status.ts';
import { STRUCTURE_CASES } from './cases/structure.ts';
import { SUBJECT_CASES } from './cases/subject.ts';
import { TIME_CASES } from './cases/time.ts';
import { testKeys } from './kit.ts';
import { findingsIn } from './situation.ts';

const CASES: readonly Case[] = [
  ...STATUS_CASES,
  ...STRUCTURE_CASES,
  ...TIME_CASES,
  ...ADDRESSING_CASES,
  ...SIGNATURE_CASES,
  ...CERTIFICATE_CASES,
  ...SUBJECT_CASES,
  ...FLOW_CASES,
  ...ATTRIBUTE_CASES,
  ...METADATA_CASES,
  ...SIGNATURE_FORM_CASES,
  ...NAME_CASES,
  ...NAMESPACE_CASES,
  ...METADATA_FORM_CASES,
  ...ENCRYPTION_CASES,
  ...BINDING_CASES,
  ...ASKED_CASES,
  ...CONDITION_CASES,
  ...SCHEMA_CASES,
];

beforeAll(testKeys);

describe.each(ALL_CHECKS)('$code ($clause)', ({ code, variants }) => {
  const own = CASES.filter((each) => each.code === code);

  test.each(own)('$outcome, $variant, when $when', async ({ situation, outcome, variant, evidence }) => {
    const findings = (await findingsIn(situation)).filter((finding) => finding.code === code);
    const shown = findings.map((finding) => `${finding.outcome} ${finding.variant}`);
    expect(shown).toContain(`${outcome} ${variant}`);
    const found = findings.find((finding) => finding.outcome === outcome && finding.variant === variant);
    expect(found).toMatchObject(evidence ?? {});
    for (const finding of findings) expectWhole(finding);
  });

  test('every variant has a case', () => {
    expect(variants.filter((variant) => !own.some((each) => each.variant === variant))).toEqual([]);
  });

  test('has words for every variant, and for no other', () => {
    expect(Object.keys(ALL_WORDS[code] ?? {}).sort()).toEqual([...variants].sort());
  });
});

describe('cases', () => {
  test('are all of a check', () => {
    expect(CASES.filter(({ code }) => checkOf(code) === undefined)).toEqual([]);
  });
});

/** The words name no fact that the finding lacks, and the place is inside the message. */
function expectWhole(finding: Finding): void {
  const words = ALL_WORDS[finding.code]?.[finding.variant];
  const used = [...`${words?.title} ${words?.fix}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const given = Object.keys(finding.facts);
  if (finding.expected !== null) given.push('expected');
  if (finding.received !== null) given.push('received');
  expect(used.filter((name) => name === undefined || !given.includes(name))).toEqual([]);
  expect(wordsFor(finding).title).not.toMatch(/[{}]|undefined/);
  expect(finding.range === null || finding.range.start < finding.range.end).toBe(true);
  if (finding.outcome !== 'pass' && finding.severity !== 'info') expect(wordsFor(finding).fix).not.toBe('');
}
