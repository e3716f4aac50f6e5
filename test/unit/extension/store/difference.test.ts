import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../../../extension/store/message/difference.ts';

describe('where two texts differ', () => {
  it.each([
    ['https://sp.example', 'https://sp.example/', 'https://sp.example', '', '/', ''],
    ['https://sp.example/acs', 'http://sp.example/acs', 'http', 's', '', '://sp.example/acs'],
    ['https://sp.example/Acs', 'https://sp.example/acs', 'https://sp.example/', 'A', 'a', 'cs'],
    ['aaaa', 'aaa', 'aaa', 'a', '', ''],
  ])('%s and %s', (one, other, before, first, second, after) => {
    expect(differenceOf(one, other)).toEqual({ before, one: first, other: second, after });
  });

  it('is not marked where they are equal, or have little in common, or are very long', () => {
    expect(differenceOf('a', 'a')).toBeNull();
    expect(differenceOf('https://a.example', 'urn:b')).toBeNull();
    expect(differenceOf('a'.repeat(3000), `${'a'.repeat(2999)}b`)).toBeNull();
  });
});
