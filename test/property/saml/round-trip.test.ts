import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage } from '#shared/saml/read-message.ts';
import { writeResponse } from '#shared/saml/write/write-response.ts';
import { parseXml } from '#shared/xml/parse.ts';

/** Any text that XML can carry, markup and odd characters among it. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<', '&', '>', '"', "'", ']]>', '<!--', '\r\n', '\t', ' ', '&amp;', '\u202e'),
    ),
  )
  .map((parts) => parts.join(''))
  .filter((value) => !/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(value));

describe('a response', () => {
  test('says after reading what was written, whatever the values are', () => {
    fc.assert(
      fc.property(text, text, fc.array(text), (name, qualifier, values) => {
        const nameId = { value: name, format: null, nameQualifier: qualifier, spNameQualifier: null };
        const xml = writeResponse({
          id: '_r',
          issueInstant: 0,
          issuer: 'i',
          destination: `x${qualifier}x`,
          inResponseTo: null,
          statusCodes: ['urn:s'],
          statusMessage: 'm',
          assertions: [
            {
              id: '_a',
              issueInstant: 0,
              issuer: 'i',
              subject: { nameId, confirmations: [] },
              conditions: null,
              authnStatement: null,
              attributes: [{ name: `n${qualifier}`, nameFormat: null, friendlyName: name, values }],
            },
          ],
        });
        const message = readMessage(parseXml(xml));
        if (message.kind !== 'Response') throw new Error(message.kind);
        expect(message.destination).toBe(`x${qualifier}x`);
        expect(message.assertions).toHaveLength(1);
        const [assertion] = message.assertions;
        expect(assertion?.subject?.nameId?.nameQualifier).toBe(qualifier);
        expect(assertion?.subject?.nameId?.value.trim()).toBe(name.trim());
        expect(assertion?.attributes).toMatchObject([{ name: `n${qualifier}`, friendlyName: name, values }]);
      }),
      { numRuns: 500 },
    );
  });
});
