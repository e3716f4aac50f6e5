import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapAttributes } from '#shared/mapping/map-attributes.ts';
import { parseExtraction } from '#shared/pattern/parse-pattern.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { AttributeRow, Otherwise } from '#shared/saml/connection/connection.ts';
import { trimXml } from '#shared/saml/read-parts.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

const { root } = parseXml('<a/>');

const NAME = fc.constantFrom('mail', 'Mail', 'groups', '__proto__', 'urn:oid:1', ' mail ');
const TEXT = fc.array(fc.constantFrom('a', 'B', ';', ',', ' ', 'CN=x,', '\u00a0', '😀'), { maxLength: 6 });
const VALUE = TEXT.map((parts) => parts.join(''));

const ATTRIBUTE: fc.Arbitrary<Attribute> = fc.record({
  element: fc.constant(root),
  name: NAME,
  friendlyName: fc.option(NAME),
  nameFormat: fc.option(fc.constantFrom('uri', 'basic')),
  values: fc.array(VALUE, { maxLength: 5 }),
});

const PATTERNS = ['CN=([^,]+),.*', '(.*?);.*', '[ab]*', '(a)|b'].map((text) => ({
  text,
  pattern: parseExtraction(text, (_, reason) => new Error(reason)),
}));
const OTHERWISE = fc.constantFrom<Otherwise | undefined>('keep', 'drop', 'refuse', undefined);
const maybe = <T>(...choices: readonly T[]) => fc.constantFrom<T | undefined>(...choices, undefined, undefined);

const ROW: fc.Arbitrary<AttributeRow> = fc.record({
  from: NAME.map((name) => name.trim()),
  by: maybe('name' as const, 'friendlyName' as const),
  nameFormat: maybe('uri', 'basic'),
  to: fc.constantFrom('x', 'y', 'constructor'),
  required: fc.boolean(),
  nested: maybe('text' as const, 'qualified' as const),
  split: maybe(';', ',', ' '),
  extract: maybe(...PATTERNS),
  unmatched: OTHERWISE,
  fold: maybe('lower' as const, 'upper' as const),
  values: fc.dictionary(VALUE, VALUE, { maxKeys: 3 }).map((entries) => new Map(Object.entries(entries))),
  unmapped: OTHERWISE,
});

const ROWS = fc.array(ROW, { minLength: 1, maxLength: 4 });
const SENT = fc.array(ATTRIBUTE, { maxLength: 5 });

/** Whether `part` stands in its order among `whole`. */
function isInOrder(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const text of whole) if (at < part.length && part[at] === text) at += 1;
  return at === part.length;
}

describe('an attribute map, whatever it is and whatever comes', () => {
  test('no value is made up: each came from the attribute that it names', () => {
    fc.assert(
      fc.property(ROWS, SENT, (rows, sent) => {
        const { attributes, dropped } = mapAttributes(rows, sent);
        for (const { raw, from } of [...attributes.flatMap(({ values }) => values), ...dropped]) {
          const sources = sent.filter(({ name, friendlyName, nameFormat }) => {
            return name === from.name && friendlyName === from.friendlyName && nameFormat === from.nameFormat;
          });
          expect(sources.flatMap(({ values }) => values).some((value) => value.includes(raw))).toBe(true);
        }
      }),
    );
  });

  test('no value is lost: what one row takes is in the session or told as left out, in order, or there is no login', () => {
    fc.assert(
      fc.property(ROW, SENT, (row, sent) => {
        const { attributes, dropped, problems } = mapAttributes([row], sent);
        const kept = attributes.flatMap(({ values }) => values);
        const taken = sent.filter(({ name, friendlyName, nameFormat }) => {
          const isNamed = row.by !== 'friendlyName' && name === row.from;
          const isFriendly = row.by !== 'name' && friendlyName === row.from;
          return (isNamed || isFriendly) && (row.nameFormat === undefined || row.nameFormat === nameFormat);
        });
        const all = taken.flatMap(({ values }) => values.flatMap((value) => value.split(row.split ?? '\u0000')));
        expect(
          isInOrder(
            kept.map(({ raw }) => raw),
            all,
          ),
        ).toBe(true);
        if (problems.length > 0) {
          expect(kept).toEqual([]);
          return;
        }
        const names = taken.filter(({ name }) => name === row.from && row.by !== 'friendlyName');
        const friendly = taken.filter(({ friendlyName }) => friendlyName === row.from && row.by !== 'name');
        const chosen = names.some(({ values }) => values.length > 0) ? names : friendly.length > 0 ? friendly : names;
        const expected = chosen.flatMap(({ values }) => values.flatMap((value) => value.split(row.split ?? '\u0000')));
        expect([...kept, ...dropped].map(({ raw }) => raw).sort()).toEqual(expected.sort());
      }),
    );
  });

  test('a value without a step is as it came; one with steps says them', () => {
    fc.assert(
      fc.property(ROWS, SENT, (rows, sent) => {
        const { attributes } = mapAttributes(rows, sent);
        for (const { value, raw, changed } of attributes.flatMap(({ values }) => values)) {
          if (changed.length === 0) expect(value).toBe(raw);
          if (changed.join() === 'split') expect(value).toBe(trimXml(raw));
          if (changed.join() === 'fold') expect(value.toLowerCase()).toBe(raw.toLowerCase());
        }
      }),
    );
  });

  test('a required row lets nobody in without a value that says something', () => {
    fc.assert(
      fc.property(ROWS, SENT, (rows, sent) => {
        const { attributes, problems } = mapAttributes(rows, sent);
        if (problems.length > 0) return;
        for (const { to } of rows.filter(({ required }) => required)) {
          const values = attributes.find(({ name }) => name === to)?.values ?? [];
          expect(values.some(({ value }) => value.trim() !== '')).toBe(true);
        }
      }),
    );
  });

  test.each<[string, Partial<AttributeRow>, (size: number) => string[]]>([
    ['many values', {}, (size) => Array.from({ length: size }, (_, index) => `v${index}`)],
    ['a long list in one value', { split: ';' }, (size) => ['a;'.repeat(size)]],
    [
      'a long value and a pattern',
      { ...(PATTERNS[0] ? { extract: PATTERNS[0] } : {}) },
      (size) => [`CN=${'x'.repeat(size)},`],
    ],
    ['white space', { split: ';', required: true }, (size) => [' \t'.repeat(size)]],
  ])(
    'time grows with what came: %s',
    async (_, changes, make) => {
      const row: AttributeRow = { from: 'g', to: 'group', required: false, values: new Map(), ...changes };
      await expectLinear(
        (size) => ({ element: root, name: 'g', friendlyName: null, nameFormat: null, values: make(size) }),
        (attribute) => mapAttributes([row], [attribute]),
        2000,
      );
    },
    30_000,
  );
});
