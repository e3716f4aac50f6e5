import { decodeBase64, encodeBase64 } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { attributeOf, childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { DS_NAMESPACE, DSIG11_NAMESPACE, importParameters, type SignatureAlgorithm } from './algorithms.ts';
import type { Certificate } from './certificate.ts';
import { keyOrNull } from './import-public-key.ts';
import { readPemBlocks } from './pem.ts';
import { namedCurve } from './public-key-info.ts';
import { readCertificateDer } from './read-certificate.ts';
import type { TrustedKey } from './signature.ts';

/** Characters of a number in base64, white space included: 16,384 bits, as for keys in certificates, take 2,732. */
const MAX_NUMBER_CHARS = 4096;

/** 64 bits in base64. */
const MAX_EXPONENT_CHARS = 11;

/**
 * The certificates in a signature's KeyInfo (xmldsig-core 4.5.4), in order, those that cannot be read
 * left out. Anybody can put anything there: they say who claims to have signed, never whom to believe.
 *
 * One that is among the trusted ones is given back as that very object, so that it is not read again.
 */
export async function readEmbeddedCertificates(
  keyInfo: XmlElement | null,
  keys: readonly TrustedKey[],
): Promise<readonly Certificate[]> {
  if (keyInfo === null) return [];
  const elements = childElements(keyInfo, DS_NAMESPACE, 'X509Data').flatMap((data) =>
    childElements(data, DS_NAMESPACE, 'X509Certificate'),
  );
  const read = elements.slice(0, LIMITS.embeddedCertificates).map((element) => readEmbedded(textOf(element), keys));
  return (await Promise.all(read)).filter((certificate) => certificate !== null);
}

async function readEmbedded(text: string, keys: readonly TrustedKey[]): Promise<Certificate | null> {
  const [pem] = readPemBlocks(text); // some write the BEGIN and END lines here too
  const base64 = (pem?.body ?? text).replace(/\s+/g, '');
  const trusted = keys.find(({ certificate }) => isBase64Of(certificate, base64));
  if (trusted !== undefined) return trusted.certificate;
  const der = decodeOrNull(base64);
  return der && (await readOrNull(der));
}

/** A trusted certificate is compared as text, which it is in almost every message: decoding takes longer. */
const encoded = new WeakMap<Certificate, string>();

function isBase64Of(certificate: Certificate, base64: string): boolean {
  if (base64.length !== Math.ceil(certificate.der.length / 3) * 4) return false;
  const own = encoded.get(certificate) ?? encodeBase64(certificate.der);
  encoded.set(certificate, own);
  return own === base64;
}

async function readOrNull(der: Uint8Array<ArrayBuffer>): Promise<Certificate | null> {
  try {
    return await readCertificateDer(der);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/**
 * The bare public key in KeyInfo (xmldsig-core 4.5.2), for verifying with the given algorithm: an
 * RSAKeyValue or an ECKeyValue with a named curve. Null if there is none of the algorithm's type.
 */
export async function importKeyValue(
  keyInfo: XmlElement | null,
  algorithm: SignatureAlgorithm,
): Promise<CryptoKey | null> {
  const holder = keyInfo && firstChild(keyInfo, DS_NAMESPACE, 'KeyValue');
  if (holder === null) return null;
  const [rsa] = childElements(holder, DS_NAMESPACE, 'RSAKeyValue');
  if (rsa !== undefined && algorithm.keyType === 'RSA') return await importRsa(rsa, algorithm);
  const [ec] = childElements(holder, DSIG11_NAMESPACE, 'ECKeyValue');
  if (ec !== undefined && algorithm.keyType === 'EC') return await importEc(ec, algorithm);
  return null;
}

/** xmldsig-core 4.5.2.2 */
async function importRsa(value: XmlElement, algorithm: SignatureAlgorithm): Promise<CryptoKey | null> {
  const n = readBase64Url(value, DS_NAMESPACE, 'Modulus');
  const e = readBase64Url(value, DS_NAMESPACE, 'Exponent');
  if (n === null || e === null || e.length > MAX_EXPONENT_CHARS) return null;
  return await keyOrNull(
    crypto.subtle.importKey('jwk', { kty: 'RSA', n, e }, importParameters(algorithm, null), false, ['verify']),
  );
}

/** xmldsig-core 4.5.2.3: `urn:oid:` of the curve, and the uncompressed point. */
async function importEc(value: XmlElement, algorithm: SignatureAlgorithm): Promise<CryptoKey | null> {
  const curve = firstChild(value, DSIG11_NAMESPACE, 'NamedCurve');
  const named = namedCurve((curve && attributeOf(curve, 'URI'))?.replace(/^urn:oid:/, '') ?? '');
  const point = readBase64(value, DSIG11_NAMESPACE, 'PublicKey');
  if (named === null || point === null) return null;
  return await keyOrNull(crypto.subtle.importKey('raw', point, importParameters(algorithm, named), false, ['verify']));
}

function readBase64Url(parent: XmlElement, namespace: string, localName: string): string | null {
  const bytes = readBase64(parent, namespace, localName);
  if (bytes === null) return null;
  const start = bytes.findIndex((byte) => byte !== 0); // some write the sign octet of ASN.1 here
  const magnitude = encodeBase64(start === -1 ? bytes : bytes.subarray(start));
  return magnitude.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function readBase64(parent: XmlElement, namespace: string, localName: string): Uint8Array<ArrayBuffer> | null {
  const element = firstChild(parent, namespace, localName);
  const text = element && textOf(element);
  return text === null || text.length > MAX_NUMBER_CHARS ? null : decodeOrNull(text);
}

function decodeOrNull(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return decodeBase64(text).bytes;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}
