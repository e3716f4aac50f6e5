import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '#shared/base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '#shared/base/bytes.ts';

function read(text: string, spaces?: 'auto' | 'plus'): [string, readonly string[]] {
  const { bytes, deviations } = decodeBase64(text, spaces);
  return [Buffer.from(bytes).toString('latin1'), deviations];
}

describe('base64 as RFC 4648 section 4 has it', () => {
  it.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9vYg==', 'foob'],
    ['Zm9vYmFy', 'foobar'],
    ['++//', '\u00FB\u00EF\u00FF'],
  ])('%s is %j, without a deviation (section 10)', (text, bytes) => {
    expect(read(text)).toEqual([bytes, []]);
    expect(encodeBase64(Buffer.from(bytes, 'latin1'))).toBe(text);
  });
});

describe('deviations that senders are known for', () => {
  it.each([
    ['base64url', '--__', '\u00FB\u00EF\u00FF', ['base64url']],
    ['both alphabets at once', '+-/_', '\u00FB\u00EF\u00FF', ['base64url']],
    ['missing padding', 'Zm9vYg', 'foob', ['padding-missing']],
    ['half of the padding', 'Zm9vYg=', 'foob', ['padding-missing']],
    ['padding where none belongs', 'Zm9v=', 'foo', ['padding-extra']],
    ['a pad too many', 'Zm8==', 'fo', ['padding-extra']],
    ['line breaks', 'Zm9v\r\nYmFy\n', 'foobar', ['line-breaks']],
    ['spaces and tabs around', ' Zm9v\t', 'foo', ['spaces']],
    ['spaces that are only spaces', 'Zm9v YmFy', 'foobar', ['spaces']],
    ['a space within the padding', 'Zg= =', 'f', ['spaces']],
    ['stray bits', 'Zh==', 'f', ['stray-bits']],
    ['several at once', 'Zm9v\nYg', 'foob', ['line-breaks', 'padding-missing']],
  ])('%s', (_, text, bytes, deviations) => {
    expect(read(text)).toEqual([bytes, deviations]);
  });

  it('takes a space for a plus sign where the length makes sense only so', () => {
    expect(read('Zg 9')).toEqual([Buffer.from('Zg+9', 'base64').toString('latin1'), ['space-for-plus']]);
    expect(read('ab cdefg')).toEqual([Buffer.from('ab+cdefg', 'base64').toString('latin1'), ['space-for-plus']]);
  });

  it('takes every inner space for a plus sign if told so, and leaves those around alone', () => {
    expect(read(' Zm9v    YmFy ', 'plus')).toEqual([
      Buffer.from('Zm9v++++YmFy', 'base64').toString('latin1'),
      ['space-for-plus'],
    ]);
  });
});

describe('what is no base64', () => {
  it.each([
    ['Zm9v!', 'the character "!" does not belong', 4],
    ['Zm9\u0000', 'the character U+0000 does not belong', 3],
    ['Zm9vé', 'the character U+00E9 does not belong', 4],
    ['Zm9v𐐀', 'the character U+10400 does not belong', 4],
    ['Zg==Zg==', 'padding before the end', 4],
    ['Zm9vY', 'one character is missing or too many', 5],
    ['"Zm9v"', 'the character """ does not belong', 0],
  ])('%j is refused with the place', (text, reason, position) => {
    expect(() => decodeBase64(text)).toThrow(
      expect.objectContaining({ code: 'base64-invalid', facts: { reason, position } }),
    );
  });
});

describe('size', { timeout: 60_000 }, () => {
  it('reads and writes 12 MB without touching the limits of the stack', () => {
    const bytes = encodeUtf8('0123456789ab'.repeat(1024 * 1024));
    const text = encodeBase64(bytes);
    expect(text).toBe(Buffer.from(bytes).toString('base64'));
    expect(decodeUtf8(decodeBase64(text).bytes).length).toBe(bytes.length);
  });
});
