import { describe, expect, test } from 'vitest';
import { andMore, counted, firstOf, listed, listFirst, numeral, pluralOf } from '#shared/base/count-words.ts';

describe('counts', () => {
  test('take the form of the noun that goes with them', () => {
    expect([0, 1, 2, 12_000].map((count) => counted(count, 'message'))).toEqual([
      '0 messages',
      '1 message',
      '2 messages',
      '12,000 messages',
    ]);
    expect(counted(2, 'entity', 'entities')).toBe('2 entities');
    expect([1, 2].map((count) => pluralOf(count, 'follows', 'follow'))).toEqual(['follows', 'follow']);
    expect(numeral(1234)).toBe('1,234');
  });

  test('say how many more there are', () => {
    expect([andMore(3), andMore(1, 'request'), andMore(2, 'entity', 'entities')]).toEqual([
      'and 3 more',
      'and 1 more request',
      'and 2 more entities',
    ]);
  });
});

describe('lists', () => {
  test('stand in a sentence', () => {
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b'])).toBe('a and b');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
    expect(listed(['a', 'b'], 'or')).toBe('a or b');
  });

  test('are cut where there are too many, and say so', () => {
    expect(listFirst(['a', 'b', 'c'], 3)).toBe('a, b and c');
    expect(listFirst(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
    expect(firstOf(['a', 'b'], 2)).toEqual(['a', 'b']);
    expect(firstOf(['a', 'b', 'c', 'd'], 2)).toEqual(['a', 'b', 'and 2 more']);
  });
});
