import { describe, expect, it } from 'vitest';
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes, isAscii, toHex } from '#shared/base/bytes.ts';

describe('UTF-8', () => {
  it('reads what it writes, beyond the basic plane too', () => {
    const text = 'Müller 𐐀 \u0000 \uFEFF';
    expect(decodeUtf8(encodeUtf8(text))).toBe(text);
  });

  it('keeps a byte order mark: dropping it is for the caller to record', () => {
    expect(decodeUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe('\uFEFFa');
  });

  it.each([
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0x61, 0xc3]],
    ['Latin-1', [0x4d, 0xfc, 0x6c]],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeUtf8(new Uint8Array(bytes))).toThrow(
      expect.objectContaining({
        code: 'text-undecodable',
        message: 'The bytes are not text in UTF-8: the bytes are malformed.',
      }),
    );
  });
});

describe('ASCII', () => {
  const piece = 'a'.repeat(16 * 1024);

  it.each([
    ['nothing', ''],
    ['a control character', '\u0000\u007f'],
    ['one piece', piece],
    ['more than one piece', `${piece}b`],
  ])('is %s', (_, text) => {
    expect(isAscii(text)).toBe(true);
  });

  it.each([
    ['an umlaut', 'ü'],
    ['an umlaut at the end of a piece', `${piece.slice(1)}ü`],
    ['an umlaut behind a piece', `${piece}ü`],
    ['half of a surrogate pair', 'a\ud800'],
    ['a pair that two pieces share', `${piece.slice(1)}𐐀`],
  ])('is not %s', (_, text) => {
    expect(isAscii(text)).toBe(false);
  });
});

describe('bytes', () => {
  it('are written in lower-case hex', () => {
    expect(toHex(new Uint8Array([0, 15, 160, 255]))).toBe('000fa0ff');
  });

  it('are joined in order', () => {
    expect(concatBytes([new Uint8Array([1]), new Uint8Array(), new Uint8Array([2, 3])])).toEqual(
      new Uint8Array([1, 2, 3]),
    );
    expect(concatBytes([])).toEqual(new Uint8Array());
  });

  it('are equal only if all of them are', () => {
    const one = new Uint8Array([1, 2, 3]);
    expect(equalBytes(one, new Uint8Array([1, 2, 3]))).toBe(true);
    expect(equalBytes(one, new Uint8Array([1, 2, 4]))).toBe(false);
    expect(equalBytes(one, new Uint8Array([1, 2]))).toBe(false);
    expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true);
  });
});
