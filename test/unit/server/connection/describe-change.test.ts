import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeChange } from '#server/connection/describe-change.ts';
import { maskSecrets, restoreSecrets } from '#server/connection/document-secrets.ts';

describe('what differs between two documents, in words', () => {
  test.each([
    [{ a: 1 }, { a: 2 }, ['a: 1 becomes 2']],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [{}, { accept: { sha1: true } }, ['accept: { sha1 } is added']],
    [{ accept: {} }, { accept: { sha1: true } }, ['accept.sha1: true is added']],
    [{ hosts: ['a', 'b'] }, { hosts: ['b', 'c'] }, ['hosts: "a" is taken out', 'hosts: "c" is added']],
    [{ hosts: ['a', 'b'] }, { hosts: ['b', 'a'] }, ['hosts: the order changes']],
    [{ hosts: ['a'] }, { hosts: ['a', 'a'] }, ['hosts: "a" is added']],
    [
      { attributes: [{ from: 'g', to: 'a' }] },
      { attributes: [{ from: 'g', to: 'b' }] },
      ['attributes "g".to: "a" becomes "b"'],
    ],
    [{ values: {} }, { values: { constructor: 'x' } }, ['values.constructor: "x" is added']],
    [{ a: 'x\u202ey' }, { a: '1' }, ['a: "x\\u{202e}y" becomes "1"']],
    [{ m: `<a>${'x'.repeat(120)}</a>` }, { m: `<b>${'x'.repeat(120)}</b>` }, ['m: a text of XML becomes another one']],
    [{ m: '<a/>' }, { m: '<b/>' }, ['m: "<a/>" becomes "<b/>"']],
    [
      { k: '-----BEGIN PRIVATE KEY-----secret' },
      { k: '-----BEGIN PRIVATE KEY-----other' },
      ['k: a private key becomes another one'],
    ],
    [{}, { a: null }, ['a: null is added']],
    [null, { a: 1 }, ['a: 1 is added']],
    [{ a: 1 }, null, ['a: 1 is taken out']],
  ])('%j and %j', (before, after, words) => {
    expect(describeChange(before, after)).toEqual(words);
  });

  test('something is said exactly where something differs, whatever the documents are', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (one, other) => {
          expect(describeChange(one, structuredClone(one))).toEqual([]);
          // JSON knows one zero.
          const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
          expect(describeChange(one, other).length === 0).toBe(isSame);
        },
      ),
    );
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, child]) => [key, sorted(child)])
    .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

test('what is masked and sent back is what it was, and holds no key in between', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n';
  const keyed = fc.jsonValue().map((value) => ({ value, sp: { key }, list: [key, 'other'] }));
  fc.assert(
    fc.property(keyed, (document) => {
      const masked = maskSecrets(document);
      expect(JSON.stringify(masked)).not.toContain('AAAA');
      expect(restoreSecrets(masked, [document])).toEqual(document);
    }),
  );
  expect(() => restoreSecrets(maskSecrets({ sp: { key } }), [null])).toThrow('sp.key stands for a private key');
});
