import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { describeStep } from '#shared/inspection/step-words.ts';
import { inflateCapped } from '#shared/wire/inflate.ts';
import { readForm, readFormParameters, readHtml, readParameterValue, readUrl } from '#shared/wire/read-message.ts';
import { readText } from '#shared/wire/read-text.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { mutatedDocument } from '#test/fixtures/xml-arbitrary.ts';

/** Pieces of every syntax that is read, so that random input gets past the first step. */
const pieces = fc.constantFrom(
  ...[
    'SAMLRequest=',
    'SAMLResponse=',
    'RelayState=',
    'SigAlg=',
    'Signature=',
    'wresult=',
    '&',
    '?',
    '#',
    '%',
    '%2',
    '%3D',
    '%FF',
    '+',
    '=',
    ' ',
    '\r\n',
  ],
  ...[
    'PHNhbWw+',
    'PD94bWw',
    'eJw',
    'H4sI',
    'AAAA',
    '<form>',
    '<input name=SAMLResponse value=',
    '<textarea name=',
    '<script>',
    '<!--',
    '-->',
    '"',
    "'",
    '>',
    '&#',
    '&#x2b;',
    '</form>',
  ],
  ...['https://', '\u0000', '\uFEFF', '\uD800', 'é', '😀', '__proto__=', 'constructor='],
);
const input = fc.oneof(
  fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 20 })
    .map((parts) => parts.join('')),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => encodeBase64(bytes)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => `SAMLRequest=${encodeURIComponent(encodeBase64(bytes))}`),
);

function expectSound(readings: readonly WireReading[]): void {
  for (const { wire, error, steps } of readings) {
    expect((wire === null) !== (error === null)).toBe(true);
    for (const step of steps) expect(describeStep(step)).not.toMatch(/\{\w+\}|\?$|NaN|undefined/);
  }
}

describe('whatever is given', { timeout: 60_000 }, () => {
  it('readers give readings, each with a message or an error of ours', () => {
    fc.assert(
      fc.property(input, (text) => {
        for (const read of [readUrl, readForm, readHtml]) expectSound(read(text));
        expectSound([
          readParameterValue(text),
          ...readFormParameters([
            { name: 'SAMLResponse', value: text },
            { name: text, value: text },
          ]),
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  it('bytes make text, inflate, or are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        for (const read of [inflateCapped, readText]) {
          try {
            read(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(WorkbenchError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('documents are parsed or refused', () => {
    fc.assert(
      fc.property(fc.oneof(mutatedDocument, input), (text) => {
        try {
          parseXml(text);
        } catch (error) {
          expect(error).toBeInstanceOf(WorkbenchError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
