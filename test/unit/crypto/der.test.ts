import { describe, expect, it } from 'vitest';
import { derChildren, derContent, expectTag, readDer, TAG } from '#shared/crypto/der.ts';
import { readOid, readSerialNumber, readTime, readUnsigned } from '#shared/crypto/der-values.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const read = (text: string) => readDer(hex(text));

describe('readDer (X.690 10.1)', () => {
  it('reads nested elements with their content', () => {
    const [first, second] = derChildren(read('30 07 02 01 05 04 02 AA BB'));
    expect(readUnsigned(first, 'n')).toEqual(hex('05'));
    expect(derContent(expectTag(second, TAG.octetString, 'o'))).toEqual(hex('AABB'));
  });

  it('reads long lengths', () => {
    const content = 'AA'.repeat(0x0100);
    expect(derContent(read(`04 82 01 00 ${content}`)).length).toBe(256);
  });

  it.each([
    ['30', 'the data ends too early'],
    ['30 05 02 01 05', 'an element is longer than what holds it'],
    ['04 01 AA BB', 'there are bytes after the end'],
    ['30 80 02 01 05 00 00', 'an indefinite length'],
    ['04 81 05 AA AA AA AA AA', 'a length that is not in its shortest form'],
    ['04 82 00 81', 'a length that is not in its shortest form'],
    ['04 85 01 00 00 00 00', 'a length of more than four bytes'],
    ['1F 81 01 00', 'a tag of several bytes'],
  ])('refuses %s: %s', (text, reason) => {
    expect(() => read(text)).toThrow(reason);
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'der-invalid' }));
  });

  it('refuses a child that is longer than its parent', () => {
    expect(() => derChildren(read('30 03 02 05 01'))).toThrow('longer than what holds it');
  });

  it('refuses more than a thousand elements in one', () => {
    const many = `30 82 07 D2 ${'05 00'.repeat(1001)}`;
    expect(() => derChildren(read(many))).toThrow('more than 1000 elements');
    expect(derChildren(read(`30 82 07 D0 ${'05 00'.repeat(1000)}`)).length).toBe(1000);
  });

  it('says which part is missing or has another tag', () => {
    expect(() => expectTag(undefined, TAG.set, 'the name')).toThrow('the name is missing');
    expect(() => expectTag(read('02 01 05'), TAG.set, 'the name')).toThrow('the name has the tag 0x2');
  });
});

describe('DER values', () => {
  it.each([
    ['06 09 2A 86 48 86 F7 0D 01 01 0B', '1.2.840.113549.1.1.11'],
    ['06 03 55 04 03', '2.5.4.3'],
    ['06 03 88 37 03', '2.999.3'],
    ['06 02 27 01', '0.39.1'],
  ])('reads the object identifier %s', (text, oid) => {
    expect(readOid(read(text))).toBe(oid);
  });

  it.each([
    ['02 01 00', '00'],
    ['02 02 00 FF', 'ff'],
    ['02 03 01 00 01', '010001'],
    ['02 01 FF', '-01'],
    ['02 02 FF 00', '-0100'],
    ['02 02 80 00', '-8000'],
  ])('prints the serial number %s as OpenSSL does', (text, serial) => {
    expect(readSerialNumber(read(text))).toBe(serial);
  });

  it('refuses a negative or empty number where only a positive one makes sense', () => {
    expect(() => readUnsigned(read('02 01 80'), 'the modulus')).toThrow('the modulus is negative');
    expect(() => readUnsigned(read('02 00'), 'the modulus')).toThrow('the modulus is empty');
  });

  it.each([
    ['491231235959Z', 23, Date.UTC(2049, 11, 31, 23, 59, 59)],
    ['500101000000Z', 23, Date.UTC(1950, 0, 1)],
    ['20500101000000Z', 24, Date.UTC(2050, 0, 1)],
    ['99991231235959Z', 24, Date.UTC(9999, 11, 31, 23, 59, 59)],
  ])('reads the time %s (RFC 5280 4.1.2.5)', (text, tag, time) => {
    expect(readTime(timeOf(text, tag))).toBe(time);
  });

  it.each([
    ['2601010000Z', 23],
    ['260101000000+0100', 23],
    ['261301000000Z', 23],
    ['20500101000000.5Z', 24],
    ['260101000000Z', 4],
  ])('refuses the time %s with tag %i', (text, tag) => {
    expect(() => readTime(timeOf(text, tag))).toThrow(/time/);
  });
});

function timeOf(text: string, tag: number) {
  return readDer(new Uint8Array([tag, text.length, ...Buffer.from(text)]));
}
