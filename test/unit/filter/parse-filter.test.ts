import { describe, expect, it } from 'vitest';
import { completeFilter, takeCompletion } from '#shared/filter/complete-filter.ts';
import { parseFilter } from '#shared/filter/parse-filter.ts';
import { compareToTime, readFilterTime } from '#shared/filter/read-time.ts';

const term = (key: string | null, value: string, not = false) => ({ key, value, not });

describe('a filter', () => {
  it('is words and keys with values, quoted or not, each with a minus before what must not be there', () => {
    expect(parseFilter('is:refused -owner:SP "Anne Foster" attr:"Given Name" -idp.example')).toEqual({
      terms: [
        term('is', 'refused'),
        term('owner', 'sp', true),
        term(null, 'anne foster'),
        term('attr', 'given name'),
        term(null, 'idp.example', true),
      ],
      problems: [],
    });
  });

  it.each(['https://idp.example/sso', 'urn:oasis:names:tc', 'saml:Assertion', '10:43:12', '_a:b', '-', '"'])(
    'takes %s as text: it is no mistyped key',
    (text) => expect(parseFilter(text).problems).toEqual([]),
  );

  it('says in a line which key there is not, and seeks it as text', () => {
    const { terms, problems } = parseFilter('isuer:okta');
    expect(terms).toEqual([term(null, 'isuer:okta')]);
    expect(problems).toEqual([expect.stringContaining('There is no “isuer:”, so it is sought as text. There are is,')]);
  });

  it.each([
    ['is:nonsense', '“is:” does not know “nonsense”: it can be refused,'],
    ['owner:nobody', '“owner:” does not know “nobody”: it can be idp, sp, network, browser, user or publisher.'],
    ['after:25:99', '“25:99” is no time: write 10:00, or 2026-11-22T10:00.'],
  ])('says what %s can be, and does not go by it', (text, words) => {
    expect(parseFilter(text)).toEqual({ terms: [], problems: [expect.stringContaining(words)] });
  });

  it.each(['is:', 'is:ref', 'owner:', '', '   ', 'attr:'])('has nothing against %j, which is being typed', (text) => {
    expect(parseFilter(text).problems).toEqual([]);
  });

  it('is read no further than 4,000 characters, whatever stands in it', () => {
    expect(parseFilter('a'.repeat(5000)).terms).toEqual([term(null, 'a'.repeat(4000))]);
    for (const text of ['"'.repeat(4000), '-a:"'.repeat(1000), '-'.repeat(4000), 'a:'.repeat(2000)])
      expect(parseFilter(text).terms.length).toBeLessThanOrEqual(4000);
  });
});

describe('a time of a filter', () => {
  it.each([
    ['10:00', 'of-day', 36_000_000],
    ['9:05:30.5', 'of-day', 32_730_500],
    ['2026-01-12', 'local', Date.UTC(2026, 0, 12)],
    ['2026-01-12T10:43', 'local', Date.UTC(2026, 0, 12, 10, 43)],
    ['2026-01-12T10:43:12Z', 'moment', Date.UTC(2026, 0, 12, 10, 43, 12)],
    ['2026-01-12t10:43:12+01:00', 'moment', Date.UTC(2026, 0, 12, 9, 43, 12)],
  ])('reads %s', (text, kind, value) => expect(readFilterTime(text)).toEqual({ kind, value }));

  it.each(['', '10', '10:60', '24:01', '2026-13-01', 'soon', '2026-01-12T10:43:12 Z'])('does not read %j', (text) =>
    expect(readFilterTime(text)).toBeNull(),
  );

  it('of a day is compared on the clock of whoever reads', () => {
    const at = Date.UTC(2026, 0, 12, 23, 30);
    const time = readFilterTime('00:15');
    if (time === null) throw new Error('it is a time');
    expect(compareToTime(at, time, 0)).toBeGreaterThan(0);
    expect(compareToTime(at, time, 3_600_000)).toBeGreaterThan(0);
    expect(compareToTime(at, time, 40 * 60_000)).toBeLessThan(0);
  });
});

describe('completion', () => {
  const none = () => [];

  it('offers the keys that begin so, and all of them where nothing stands', () => {
    expect(completeFilter('is:refused ow', 13, none)).toMatchObject({
      start: 11,
      end: 13,
      options: [{ text: 'owner:', note: 'who must act' }],
    });
    expect(completeFilter('', 0, none).options).toHaveLength(18);
  });

  it('offers the values of a key, those that begin so first, and quotes what has a space', () => {
    const seen = () => ['Everyone in sales', 'Sales US', 'sales'];
    expect(completeFilter('-attr:sal', 9, seen).options.map(({ text }) => text)).toEqual([
      '-attr:"Sales US"',
      '-attr:sales',
      '-attr:"Everyone in sales"',
    ]);
    expect(completeFilter('is:re', 5, none).options).toContainEqual({ text: 'is:refused', note: 'a side said no' });
  });

  it('is taken in the place of the word, with room to go on behind a value and none behind a key', () => {
    expect(takeCompletion('ow', { start: 0, end: 2 }, 'owner:')).toEqual({ text: 'owner:', caret: 6 });
    expect(takeCompletion('owner:s anne', { start: 0, end: 7 }, 'owner:sp')).toEqual({
      text: 'owner:sp anne',
      caret: 9,
    });
    expect(takeCompletion('owner:s', { start: 0, end: 7 }, 'owner:sp')).toEqual({ text: 'owner:sp ', caret: 9 });
  });
});
