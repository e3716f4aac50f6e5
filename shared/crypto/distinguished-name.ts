import { toHex } from '#shared/base/bytes.ts';
import { type DerElement, derChildren, derContent, derEncoding, expectTag, TAG } from './der.ts';
import { readOid } from './der-values.ts';

/** Short names of attribute types: those of RFC 4514 3, and the others that certificates of identity providers have. */
const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'street'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'title'],
  ['2.5.4.13', 'description'],
  ['2.5.4.17', 'postalCode'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.46', 'dnQualifier'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
]);

/**
 * Prints a Name (RFC 5280 4.1.2.4) with the escapes of RFC 4514 2.4, in the order of the certificate:
 * `C=CH, O=Example, CN=idp`. An attribute type without a short name is a dotted number, a value that
 * is no string is `#` and its encoding in hex.
 * @throws WorkbenchError `der-invalid`
 */
export function printName(name: DerElement | undefined): string {
  return derChildren(expectTag(name, TAG.sequence, 'a name'))
    .map((rdn) =>
      derChildren(expectTag(rdn, TAG.set, 'a part of a name'))
        .map(printAttribute)
        .join('+'),
    )
    .join(', ');
}

function printAttribute(attribute: DerElement): string {
  const [type, value] = derChildren(expectTag(attribute, TAG.sequence, 'an attribute of a name'));
  const oid = readOid(type);
  return `${TYPE_NAMES.get(oid) ?? oid}=${value === undefined ? '' : printValue(value)}`;
}

function printValue(value: DerElement): string {
  const text = decodeString(value);
  return text === null ? `#${toHex(derEncoding(value))}` : escapeValue(text);
}

/** Null for a value that is no string, or whose octets are not what its type says. */
function decodeString(value: DerElement): string | null {
  const content = derContent(value);
  switch (value.tag) {
    case TAG.utf8String:
      return utf8OrNull(content);
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.numericString:
    case TAG.visibleString:
    case TAG.teletexString: // read as Latin-1, which is what everybody writes into it
      return decodeUnits(content, 1);
    case TAG.bmpString:
      return decodeUnits(content, 2);
    case TAG.universalString:
      return decodeUnits(content, 4);
    default:
      return null;
  }
}

function utf8OrNull(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null; // shown as hex, as any value that cannot be read
  }
}

/** Big-endian code units of 1, 2 or 4 octets. */
function decodeUnits(content: Uint8Array, size: 1 | 2 | 4): string | null {
  if (content.length % size !== 0) return null;
  let text = '';
  for (let index = 0; index < content.length; index += size) {
    let unit = 0;
    for (let octet = 0; octet < size; octet++) unit = unit * 256 + (content[index + octet] ?? 0);
    if (unit > 0x10ffff) return null;
    text += size === 4 ? String.fromCodePoint(unit) : String.fromCharCode(unit);
  }
  return text;
}

/** RFC 4514 2.4; control characters as `\XX` too, because the line is for reading. */
function escapeValue(text: string): string {
  const escaped = [...text]
    .map((char) => (isControl(char) ? hexEscape(char) : /["+,;<>\\]/.test(char) ? `\\${char}` : char))
    .join('');
  const start = /^[ #]/.test(escaped) ? `\\${escaped}` : escaped;
  return start.length > 1 && start.endsWith(' ') && start !== '\\ ' ? `${start.slice(0, -1)}\\ ` : start;
}

function isControl(char: string): boolean {
  return char < ' ' || char === '\u007f';
}

function hexEscape(char: string): string {
  return `\\${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
