import { describe, expect, it } from 'vitest';
import { concatBytes, encodeUtf8 } from '#shared/base/bytes.ts';
import { describeStep } from '#shared/inspection/step-words.ts';
import { readText } from '#shared/wire/read-text.ts';

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?><a>é</a>`;

function read(bytes: Uint8Array): readonly [string, readonly string[], boolean] {
  const { text, steps } = readText(bytes);
  return [text, steps.map(describeStep), steps.some(({ deviation }) => deviation)];
}

describe('text of bytes (XML 1.0, appendix F)', () => {
  it.each([
    ['UTF-8', encodeUtf8('<a>é😀</a>'), '<a>é😀</a>', ['UTF-8'], false],
    ['UTF-8, declared', encodeUtf8(declared('utf-8')), declared('utf-8'), ['UTF-8'], false],
    ['a byte order mark', encodeUtf8('\uFEFF<a/>'), '<a/>', ['UTF-8 with a byte order mark'], true],
    ['UTF-16, little end first', utf16('\uFEFF<a>é</a>', true), '<a>é</a>', ['UTF-16LE with a byte order mark'], true],
    ['UTF-16, big end first', utf16('\uFEFF<a>é</a>', false), '<a>é</a>', ['UTF-16BE with a byte order mark'], true],
    ['UTF-16 without mark', utf16('<a>é</a>', true), '<a>é</a>', ['UTF-16LE'], true],
    ['UTF-16 without mark, big end', utf16('<a>é</a>', false), '<a>é</a>', ['UTF-16BE'], true],
    ['ISO-8859-1 when declared', latin1(declared('ISO-8859-1')), declared('ISO-8859-1'), ['ISO-8859-1'], true],
    [
      'Windows-1252 when declared',
      latin1(declared('windows-1252').replace('é', '\u0080')),
      declared('windows-1252').replace('é', '€'),
      ['Windows-1252'],
      true,
    ],
    [
      'a label of UTF-8 on what is UTF-16',
      utf16(`\uFEFF${declared('utf-8')}`, true),
      declared('utf-8'),
      ['UTF-16LE with a byte order mark', 'read as UTF-16LE, though the XML declaration says utf-8'],
      true,
    ],
    [
      'a label of the other end',
      utf16(`\uFEFF${declared('utf-16BE')}`, true),
      declared('utf-16BE'),
      ['UTF-16LE with a byte order mark', 'read as UTF-16LE, though the XML declaration says utf-16BE'],
      true,
    ],
    [
      'a label that fits',
      utf16(`\uFEFF${declared('utf-16')}`, true),
      declared('utf-16'),
      ['UTF-16LE with a byte order mark'],
      true,
    ],
    [
      'a label of ASCII on what is more',
      encodeUtf8(declared('us-ascii')),
      declared('us-ascii'),
      ['UTF-8', 'read as UTF-8, though the XML declaration says us-ascii'],
      true,
    ],
    [
      'two byte order marks',
      encodeUtf8('\uFEFF\uFEFF<a/>'),
      '\uFEFF<a/>',
      ['UTF-8 with a byte order mark', 'a second byte order mark taken off'],
      true,
    ],
    [
      'a label of UTF-16 on what is UTF-8',
      encodeUtf8(declared('utf-16')),
      declared('utf-16'),
      ['UTF-8', 'read as UTF-8, though the XML declaration says utf-16'],
      true,
    ],
  ])('%s', (_, bytes, text, words, deviates) => {
    expect(read(bytes)).toEqual([text, words, deviates]);
  });

  it('keeps the C1 controls of ISO-8859-1, which is not Windows-1252', () => {
    expect(read(latin1('<?xml version="1.0" encoding="iso-8859-1"?><a>\u0085</a>'))[0]).toContain('<a>\u0085</a>');
  });

  it.each([
    ['Latin-1 that is not declared', latin1('<a>é</a>'), 'UTF-8'],
    ['Latin-1 that is declared UTF-8', latin1(declared('UTF-8')), 'UTF-8'],
    ['half of a UTF-16 unit', concatBytes([utf16('\uFEFF<a/>', true), new Uint8Array([0x20])]), 'UTF-16LE'],
    ['an encoding that is not read', encodeUtf8(declared('utf-7')), 'utf-7'],
  ])('refuses %s', (_, bytes, encoding) => {
    expect(() => readText(bytes)).toThrow(
      expect.objectContaining({ code: 'text-undecodable', facts: expect.objectContaining({ encoding }) }),
    );
  });
});
