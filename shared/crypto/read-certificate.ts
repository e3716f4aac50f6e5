import { decodeBase64 } from '#shared/base/base64.ts';
import { toHex } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { Certificate } from './certificate.ts';
import { CryptoError } from './crypto-error.ts';
import { type DerElement, derChildren, derEncoding, expectTag, readDer, TAG } from './der.ts';
import { readSerialNumber, readTime } from './der-values.ts';
import { printName } from './distinguished-name.ts';
import { readPemBlocks } from './pem.ts';
import { readPublicKeyInfo } from './public-key-info.ts';

/**
 * Reads one X.509 certificate (RFC 5280) out of whatever a user has: PEM with anything around it
 * (bag attributes, line ends of any kind, on one line), base64 without the BEGIN and END lines, or
 * DER. Of several PEM certificates the first one is taken.
 *
 * Asynchronous because the fingerprints are made by Web Crypto. The certificate's own signature
 * is not verified: in SAML the key is trusted because metadata or a user says so
 * (saml-metadata-iop 2.5).
 *
 * @throws WorkbenchError `certificate-invalid`, `certificate-missing`
 */
export async function readCertificate(input: string | Uint8Array): Promise<Certificate> {
  const [first] = certificateBytes(typeof input === 'string' ? input : textOrDer(input));
  if (first === undefined) throw new CryptoError('certificate-missing');
  return await readCertificateDer(first);
}

/**
 * Reads all certificates of a PEM file in order, a chain or a list.
 * @throws WorkbenchError `certificate-invalid` if one of them cannot be read, `certificate-missing` if there is none
 */
export async function readCertificates(pemText: string): Promise<Certificate[]> {
  const all = certificateBytes(pemText);
  if (all.length === 0) throw new CryptoError('certificate-missing');
  return await Promise.all(all.map(readCertificateDer));
}

/**
 * Reads one certificate in DER.
 * @throws WorkbenchError `certificate-invalid`
 */
export async function readCertificateDer(der: Uint8Array<ArrayBuffer>): Promise<Certificate> {
  const [sha1, sha256] = await Promise.all([fingerprint('SHA-1', der), fingerprint('SHA-256', der)]);
  return { ...readCertificateFields(der), der, sha1, sha256 };
}

type Fields = Omit<Certificate, 'der' | 'sha1' | 'sha256'>;

/**
 * What a certificate in DER says of itself, at once and without fingerprints
 * (RFC 5280 4.1: Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }).
 * @throws WorkbenchError `certificate-invalid`
 */
export function readCertificateFields(der: Uint8Array<ArrayBuffer>): Fields {
  try {
    const parts = derChildren(expectTag(readDer(der), TAG.sequence, 'the certificate'));
    expectTag(parts[1], TAG.sequence, 'the signature algorithm');
    expectTag(parts[2], TAG.bitString, 'the signature');
    return readToBeSigned(derChildren(expectTag(parts[0], TAG.sequence, 'the signed part')));
  } catch (cause) {
    throw invalid(cause);
  }
}

function readToBeSigned(parts: readonly DerElement[]): Fields {
  const version = parts[0]?.tag === 0xa0 ? 1 : 0; // [0] EXPLICIT, absent in version 1
  const [serial, , issuer, validity, subject, publicKey] = parts.slice(version);
  const [notBefore, notAfter] = derChildren(expectTag(validity, TAG.sequence, 'the validity'));
  const { keyType, keyBits, curve } = readPublicKeyInfo(publicKey);
  return {
    subject: printName(subject),
    issuer: printName(issuer),
    serialNumber: readSerialNumber(serial),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    keyType,
    keyBits,
    curve,
    publicKey: derEncoding(expectTag(publicKey, TAG.sequence, 'the public key')),
  };
}

function certificateBytes(text: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  if (typeof text !== 'string') return [text];
  const blocks = readPemBlocks(text);
  const certificates = blocks.filter((block) => /^(?:X509 |TRUSTED )?CERTIFICATE$/.test(block.label));
  const [other] = blocks;
  if (certificates.length === 0 && other !== undefined) {
    throw new CryptoError('certificate-invalid', { reason: `the text holds a ${other.label} instead` });
  }
  const bare = text.trim();
  const bodies = blocks.length > 0 ? certificates.map((block) => block.body) : bare === '' ? [] : [bare];
  return bodies.map(decodeBody);
}

function decodeBody(body: string): Uint8Array<ArrayBuffer> {
  if (body.length > LIMITS.certificateChars) {
    throw new CryptoError('certificate-invalid', { reason: `more than ${LIMITS.certificateChars} characters` });
  }
  try {
    return decodeBase64(body).bytes;
  } catch (cause) {
    throw invalid(cause);
  }
}

/** DER begins with the tag of a SEQUENCE and a long length; text does not have the byte 0x82 second. */
function textOrDer(bytes: Uint8Array): string | Uint8Array<ArrayBuffer> {
  const isDer = bytes[0] === TAG.sequence && (bytes[1] ?? 0) >= 0x80;
  return isDer ? new Uint8Array(bytes) : new TextDecoder().decode(bytes);
}

async function fingerprint(hash: string, der: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest(hash, der)));
}

/** Our own errors become the one that a caller expects; anything else is a defect and stays what it is. */
function invalid(cause: unknown): unknown {
  if (!(cause instanceof WorkbenchError)) return cause;
  return new CryptoError('certificate-invalid', { reason: cause.message.replace(/\.$/, '') }, { cause });
}
