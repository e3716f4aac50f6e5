import { decodeBase64 } from '#shared/base/base64.ts';
import { toHex } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { Certificate } from './certificate.ts';
import { type DerElement, derChildren, derContent, readDer, TAG } from './der.ts';
import { readPemBlocks } from './pem.ts';
import { readCertificateFields } from './read-certificate.ts';

/** What stands where the base64 of one certificate belongs. */
export const CERTIFICATE_MISTAKES = [
  'empty',
  'path',
  'private-key',
  'public-key',
  'request',
  'bundle',
  'several',
  'pem',
  'twice',
  'not-base64',
  'cut',
  'trailing',
  'other',
] as const;

/** One of these. */
export type CertificateMistake = (typeof CERTIFICATE_MISTAKES)[number];

/** A certificate without its bytes and fingerprints. */
export type CertificateFields = Omit<Certificate, 'der' | 'sha1' | 'sha256'>;

/** What a text for one certificate turned out to be; `fields` of the certificate, or of the first of several, if any. */
export interface CertificateReading {
  readonly mistake: CertificateMistake | null;
  readonly fields: CertificateFields | null;
}

const PATH =
  /^(?:[a-z]+:\/\/|[a-z]:\\|[~.]{0,2}\/|\$\{)?[\w .\\/{}$:-]{1,300}\.(?:pem|crt|cer|cert|der|key|p7[bc]|pfx|p12|jks)$/i;
const ONLY_BASE64 = /^[A-Za-z0-9+/=\s]*$/;
/** The pads of one base64 text with another right behind it. */
const JOINT = /={1,2}(?=\s*[A-Za-z0-9+/])/;
/** signedData (RFC 2315 14) in DER. */
const PKCS7 = '2a864886f70d010702';

/**
 * Reads the content of an X509Certificate (xmldsig-core 4.5.4: the base64 of one certificate in DER, and nothing else),
 * and where it is something else says what. Never throws, and quotes nothing: it may be a private key.
 */
export function readCertificateText(text: string): CertificateReading {
  const trimmed = text.trim();
  if (trimmed === '') return wrong('empty');
  if (trimmed.length > LIMITS.certificateChars) return wrong('other');
  if (trimmed.includes('-----BEGIN')) return readPem(trimmed);
  if (PATH.test(trimmed)) return wrong('path');
  if (!ONLY_BASE64.test(trimmed)) return wrong('not-base64');
  const joint = JOINT.exec(trimmed);
  if (joint !== null) {
    const first = readCertificateText(trimmed.slice(0, joint.index + joint[0].length));
    return first.mistake === null ? { mistake: 'several', fields: first.fields } : wrong('not-base64');
  }
  const bytes = attempt(() => decodeBase64(trimmed).bytes);
  return bytes === null ? wrong('not-base64') : readBytes(bytes);
}

function readPem(text: string): CertificateReading {
  if (/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/.test(text)) return wrong('private-key');
  const blocks = readPemBlocks(text);
  const certificates = blocks.filter(({ label }) => label.endsWith('CERTIFICATE'));
  const [first] = certificates;
  if (first !== undefined) {
    const { fields } = readCertificateText(first.body);
    return { mistake: certificates.length > 1 ? 'several' : 'pem', fields };
  }
  return wrong(BY_LABEL.find(([label]) => text.includes(`BEGIN ${label}`))?.[1] ?? 'other');
}

const BY_LABEL: readonly (readonly [label: string, mistake: CertificateMistake])[] = [
  ['CERTIFICATE REQUEST', 'request'],
  ['NEW CERTIFICATE REQUEST', 'request'],
  ['PKCS7', 'bundle'],
  ['PUBLIC KEY', 'public-key'],
  ['RSA PUBLIC KEY', 'public-key'],
];

function readBytes(bytes: Uint8Array<ArrayBuffer>): CertificateReading {
  const fields = attempt(() => readCertificateFields(bytes));
  if (fields !== null) return { mistake: null, fields };
  const ascii = String.fromCharCode(...bytes.subarray(0, 200));
  if (/^\s*-----BEGIN [A-Z ]*PRIVATE KEY/.test(ascii)) return wrong('private-key');
  if (/^\s*(?:-----BEGIN |MI[A-Za-z0-9+/]{20})/.test(ascii)) return wrong('twice');
  const size = sizeOf(bytes);
  if (size === null) return wrong('other');
  if (size > bytes.length) return wrong('cut');
  if (size === bytes.length) return wrong(kindOf(bytes));
  const first = readBytes(bytes.slice(0, size));
  if (first.mistake !== null) return first;
  const second = attempt(() => readCertificateFields(bytes.slice(size, size + (sizeOf(bytes.subarray(size)) ?? 0))));
  return { mistake: second === null ? 'trailing' : 'several', fields: first.fields };
}

/** How long the SEQUENCE at the beginning says to be, with its head; null where there is none of a usual length. */
function sizeOf([tag, form = 0, high = 0, low = 0]: Uint8Array): number | null {
  if (tag !== TAG.sequence) return null;
  if (form === 0x82) return 4 + high * 256 + low;
  return form === 0x81 ? 3 + high : form < 0x80 ? 2 + form : null;
}

/** What a whole SEQUENCE is that is no certificate, by what it begins with (RFC 5208, 5915, 8017, 5280, 2986, 2315, 7292). */
function kindOf(bytes: Uint8Array<ArrayBuffer>): CertificateMistake {
  const parts = childrenOf(attempt(() => readDer(bytes)));
  const tags = parts.map(({ tag }) => tag);
  const [first, second] = parts;
  if (first === undefined) return 'other';
  if (first.tag === TAG.integer) return tags.length === 2 && tags[1] === TAG.integer ? 'public-key' : 'private-key';
  if (first.tag === TAG.oid) return toHex(derContent(first)) === PKCS7 ? 'bundle' : 'other';
  if (first.tag !== TAG.sequence || second === undefined) return 'other';
  if (second.tag === TAG.bitString) return 'public-key';
  if (second.tag === TAG.octetString) return 'private-key'; // encrypted, by a password
  const inner = childrenOf(first).map(({ tag }) => tag);
  return inner[0] === TAG.integer && inner[3] === 0xa0 ? 'request' : 'other';
}

function childrenOf(element: DerElement | null): readonly DerElement[] {
  return element === null ? [] : (attempt(() => derChildren(element)) ?? []);
}

function wrong(mistake: CertificateMistake): CertificateReading {
  return { mistake, fields: null };
}

/** Null where our own reader refuses; anything else is a defect and stays one. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}
