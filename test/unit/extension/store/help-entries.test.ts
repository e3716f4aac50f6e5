import { describe, expect, test } from 'vitest';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import { findHelp, helpEntries } from '../../../../extension/store/flow/help-entries.ts';

describe('the help', () => {
  const entries = helpEntries();

  test('has every finding about which something is to be done, each with words for it', () => {
    const codes = Object.entries(ALL_WORDS).flatMap(([code, variants]) =>
      Object.values(variants).some(({ fix }) => fix !== '') ? [code] : [],
    );
    expect(entries.map(({ code }) => code).sort()).toEqual(codes.sort());
    for (const { variants } of entries)
      for (const { title, fix } of variants) expect(`${title}${fix}`).not.toMatch(/[{}]/);
  });

  test('says what may be behind a finding, and what it may bring about', () => {
    const wrapped = entries.find(({ code }) => code === 'signature-wrapping');
    const behind = entries.filter(({ follows }) => follows.includes(wrapped?.variants[0]?.title ?? ''));
    expect(behind.length).toBeGreaterThan(0);
    expect(wrapped?.brings).toHaveLength(behind.length);
  });

  test('finds by all words, anywhere, and by code', () => {
    expect(findHelp(entries, 'audience-mismatch').map(({ code }) => code)).toContain('audience-mismatch');
    expect(findHelp(entries, 'AUDIENCE slash').map(({ code }) => code)).toContain('audience-mismatch');
    expect(findHelp(entries, 'no-such-words-anywhere')).toEqual([]);
    expect(findHelp(entries, '')).toHaveLength(entries.length);
  });
});
