import { describe, expect, it } from 'vitest';
import { der, derOid } from '#server/keys/write-der.ts';
import { readDer, TAG } from '#shared/crypto/der.ts';
import { printName } from '#shared/crypto/distinguished-name.ts';

const CN = '2.5.4.3';

/** A Name with one attribute for each entry. */
function print(...attributes: readonly (readonly [oid: string, tag: number, content: Uint8Array])[]): string {
  const rdns = attributes.map(([oid, tag, content]) => der(0x31, der(0x30, derOid(oid), der(tag, content))));
  return printName(readDer(der(0x30, ...rdns)));
}

const utf8 = (text: string) => Buffer.from(text, 'utf8');

describe('printName (RFC 4514)', () => {
  it('keeps the order of the certificate', () => {
    expect(
      print(['2.5.4.6', 0x13, utf8('CH')], ['2.5.4.10', TAG.utf8String, utf8('Example')], [CN, 0x13, utf8('idp')]),
    ).toBe('C=CH, O=Example, CN=idp');
  });

  it('joins the attributes of one part with a plus sign', () => {
    const attribute = (oid: string, text: string) => der(0x30, derOid(oid), der(TAG.utf8String, utf8(text)));
    const name = der(0x30, der(0x31, attribute(CN, 'a'), attribute('0.9.2342.19200300.100.1.1', 'b')));
    expect(printName(readDer(name))).toBe('CN=a+UID=b');
  });

  it.each([
    ['a,b', 'a\\,b'],
    ['a+b"c\\d<e>f;g', 'a\\+b\\"c\\\\d\\<e\\>f\\;g'],
    ['#1', '\\#1'],
    [' a ', '\\ a\\ '],
    ['  ', '\\ \\ '],
    [' ', '\\ '],
    ['a#b c', 'a#b c'],
    ['a\nb\u0000c\u007f', 'a\\0Ab\\00c\\7F'],
    ['Zürich 🦊', 'Zürich 🦊'],
    ['', ''],
  ])('escapes %j (2.4)', (text, printed) => {
    expect(print([CN, TAG.utf8String, utf8(text)])).toBe(`CN=${printed}`);
  });

  it.each([
    ['BMPString', TAG.bmpString, Buffer.from('005A00FC0072', 'hex'), 'Zür'],
    ['UniversalString', TAG.universalString, Buffer.from('0001F98A', 'hex'), '🦊'],
    ['TeletexString', TAG.teletexString, Buffer.from('5AFC72', 'hex'), 'Zür'],
    ['IA5String', TAG.ia5String, utf8('a@b'), 'a@b'],
  ])('reads a %s', (_, tag, content, text) => {
    expect(print([CN, tag, content])).toBe(`CN=${text}`);
  });

  it.each([
    ['no string', TAG.octetString, Buffer.from('AA', 'hex'), '#0401aa'],
    ['broken UTF-8', TAG.utf8String, Buffer.from('C3', 'hex'), '#0c01c3'],
    ['half a UTF-16 unit', TAG.bmpString, Buffer.from('00', 'hex'), '#1e0100'],
    ['beyond Unicode', TAG.universalString, Buffer.from('00110000', 'hex'), '#1c0400110000'],
  ])('prints a value that is %s in hex', (_, tag, content, text) => {
    expect(print([CN, tag, content])).toBe(`CN=${text}`);
  });

  it('prints an attribute type without a short name as a number', () => {
    expect(print(['1.2.3.4', TAG.utf8String, utf8('x')])).toBe('1.2.3.4=x');
  });
});
