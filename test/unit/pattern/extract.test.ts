import { describe, expect, test } from 'vitest';
import { extractBy } from '#shared/pattern/extract.ts';
import { parseExtraction } from '#shared/pattern/parse-pattern.ts';

const refuse = (offset: number, reason: string) => new Error(`${offset}: ${reason}`);

describe('taking a part out of a value', () => {
  test.each<[string, string, string | null]>([
    ['CN=([^,]+),.*', 'CN=Sales,OU=x', 'Sales'],
    ['.*@(.*)', 'anne@a@b', 'b'],
    ['.*?@(.*)', 'anne@a@b', 'a@b'],
    ['(.*?)(?:;.*)?', 'a;b;c', 'a'],
    ['(a)|b', 'b', ''],
    ['a.*', 'abc', 'abc'],
    ['(?:x)?(😀+)y', '😀😀Y', '😀😀'],
    ['(.)', 'ab', null],
    ['()', '', ''],
    ['(a|ab)(?:c|bcd)(?:d*)', 'abcd', 'a'],
  ])('%s of %s is %s', (pattern, value, part) => {
    expect(extractBy(parseExtraction(pattern, refuse), value)).toBe(part);
  });

  test.each([
    ['(a)(b)', '3: only one group can be taken; write "(?:" for the others'],
    ['(a)\\1', '3: back references are not supported, for they cannot run in linear time'],
    ['(?=a)', '0: look-around and named groups are not supported, for they cannot run in linear time'],
    ['[a-z]{300}', '0: the pattern is too large: more than 200 steps'],
  ])('%s is refused', (pattern, words) => {
    expect(() => parseExtraction(pattern, refuse)).toThrow(words);
  });
});
