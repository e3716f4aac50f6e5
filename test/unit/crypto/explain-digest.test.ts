import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { explainDigest } from '#shared/crypto/explain-digest.ts';

/** What is said where `signed` was signed and `arrived` arrived; both are canonical forms. */
async function explained(signed: string, arrived: string): Promise<string | null> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encodeUtf8(signed)));
  return await explainDigest(arrived, digest, 'SHA-256');
}

describe('explainDigest', () => {
  test.each([
    ['white space between elements', '<a><b>x</b></a>', '<a>\n  <b>x</b>\n</a>', 'white-space-between'],
    ['white space around texts', '<a><b>x</b></a>', '<a>\n  <b>\n    x\n  </b>\n</a>', 'white-space-around'],
    ['carriage returns that came', '<a>x\ny</a>', '<a>x&#xD;\ny</a>', 'carriage-returns-added'],
    ['carriage returns that went', '<a>x&#xD;\ny</a>', '<a>x\ny</a>', 'carriage-returns-lost'],
    ['UTF-8 read as Latin-1', '<a>é</a>', '<a>Ã©</a>', 'utf8-as-latin1'],
    ['decomposed letters', '<a>\u00e9</a>', '<a>e\u0301</a>', 'unicode-normalised'],
    ['composed letters', '<a>e\u0301</a>', '<a>\u00e9</a>', 'unicode-normalised'],
    ['a second escaping', '<a>x &amp; y</a>', '<a>x &amp;amp; y</a>', 'escaped-twice'],
  ])('knows %s', async (_, signed, arrived, change) => {
    expect(await explained(signed, arrived)).toBe(change);
  });

  test.each([
    ['another value', '<a>x</a>', '<a>y</a>'],
    ['another value that is indented', '<a><b>x</b></a>', '<a>\n  <b>y</b>\n</a>'],
    ['white space inside a value', '<a>x y</a>', '<a>x  y</a>'],
    ['white space inside an attribute', '<a b="x> <"></a>', '<a b="x><"></a>'],
    ['more than Latin-1', '<a>x</a>', '<a>\u20ac</a>'],
  ])('does not guess at %s', async (_, signed, arrived) => {
    expect(await explained(signed, arrived)).toBeNull();
  });
});
