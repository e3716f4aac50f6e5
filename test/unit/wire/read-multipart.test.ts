import { describe, expect, test } from 'vitest';
import { readMultipartForm } from '#shared/wire/read-message.ts';
import { readMultipart } from '#shared/wire/read-multipart.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

const BOUNDARY = '----WebKitFormBoundaryx7';
function multipart(fields: readonly (readonly [string, string])[], end = '\r\n'): string {
  const parts = fields.map(([head, value]) => [`--${BOUNDARY}`, head, '', value].join(end));
  return `${parts.join(end)}${end}--${BOUNDARY}--${end}`;
}
const field = (name: string) => `Content-Disposition: form-data; name="${name}"`;

describe('a multipart/form-data body (RFC 7578)', () => {
  test.each(['\r\n', '\n'])('its fields in order, values as they are, with line ends of %j', (end) => {
    const body = multipart(
      [
        [field('a'), `1${end}2&x=y`],
        [field('b'), ''],
        [field('a'), ' 3 '],
      ],
      end,
    );
    expect(readMultipart(body)).toEqual([
      { name: 'a', value: `1${end}2&x=y` },
      { name: 'b', value: '' },
      { name: 'a', value: ' 3 ' },
    ]);
  });

  test('a file counts as its text, a part without a name is left out, headers in any order and case', () => {
    const body = multipart([
      ['Content-Type: text/xml\r\ncontent-disposition: FORM-DATA; filename="name=x"; name=file', '<a/>'],
      ['Content-Disposition: form-data', 'nameless'],
      ['X-Other: name="no"', 'headless'],
    ]);
    expect(readMultipart(body)).toEqual([{ name: 'file', value: '<a/>' }]);
  });

  test('cut off, the last field is what came of it', () => {
    const body = multipart([
      [field('a'), '1'],
      [field('b'), '22'],
    ]);
    expect(readMultipart(body.slice(0, body.indexOf('22') + 1))).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ]);
  });

  test.each(['', '--', 'a=b', '--x\r\n', '<a/>', '--x\r\nno header\r\n\r\nvalue'])('%j is none', (text) => {
    expect(readMultipart(text)).toBe(null);
  });

  test.each<[string, (count: number) => string]>([
    ['delimiters', (count) => `--x\r\n${'\r\n--x'.repeat(count)}`],
    ['parameters of one field', (count) => `--x\r\n${field('a')};${' name'.repeat(count)}\r\n\r\n1`],
    ['fields', (count) => multipart(Array.from({ length: count / 10 }, () => [field('a'), '1'] as const))],
  ])('time grows with the number of %s, not with its square', async (_, make) => {
    await expectLinear(make, readMultipart, 10_000);
  });
});

test('a message in a multipart body is read, and the form said to be odd', () => {
  const value = writePostValue('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"/>');
  const [reading] =
    readMultipartForm(
      multipart([
        [field('RelayState'), '/app'],
        [field('SAMLResponse'), value],
      ]),
    ) ?? [];
  expect(reading).toMatchObject({ binding: 'post', parameter: 'SAMLResponse', wire: { relayState: '/app' } });
  expect(reading?.steps[0]).toEqual({ code: 'multipart', facts: {}, deviation: true });
  expect(readMultipartForm('SAMLResponse=x')).toBe(null);
});
