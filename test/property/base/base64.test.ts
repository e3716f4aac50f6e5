import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Base64Reading, decodeBase64, encodeBase64 } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

function readOrNull(text: string): Base64Reading | null {
  try {
    return decodeBase64(text);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

describe('base64', { timeout: 60_000 }, () => {
  it('reads what it writes, and writes what Node writes', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const text = encodeBase64(given);
        expect(text).toBe(Buffer.from(given).toString('base64'));
        expect(decodeBase64(text)).toEqual({ bytes: new Uint8Array(given), deviations: [] });
      }),
    );
  });

  it('reads the same bytes whatever usual deviations come together', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.boolean(), fc.nat(80), (given, url, strip, width) => {
        let text = encodeBase64(given);
        if (url) text = text.replaceAll('+', '-').replaceAll('/', '_');
        if (strip) text = text.replaceAll('=', '');
        if (width > 0) text = text.replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n');
        expect(decodeBase64(text).bytes).toEqual(new Uint8Array(given));
      }),
    );
  });

  it('names a deviation exactly where the text is not what would be written for its bytes', () => {
    const text = fc.string({ unit: fc.constantFrom('A', 'B', '/', '-', '=', ' ', '\n', '\t'), maxLength: 12 });
    fc.assert(
      fc.property(text, (given) => {
        const reading = readOrNull(given);
        if (reading === null) return;
        expect(reading.deviations.length === 0).toBe(encodeBase64(reading.bytes) === given);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads a value whose plus signs became spaces, if told so', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const text = `A${encodeBase64(given)}`.slice(1).replaceAll('+', ' ');
        fc.pre(text === text.trim());
        expect(decodeBase64(text, 'plus').bytes).toEqual(new Uint8Array(given));
      }),
    );
  });

  it('refuses with its own error or reads, whatever it is given', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('A', '+', '-', '=', ' ', '\n', '/') }),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom('auto' as const, 'plus' as const), (text, spaces) => {
        try {
          decodeBase64(text, spaces);
        } catch (error) {
          expect(error).toBeInstanceOf(WorkbenchError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
