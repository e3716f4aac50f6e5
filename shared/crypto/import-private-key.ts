import { decodeBase64 } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { importParameters, type SignatureAlgorithm, URI } from './algorithms.ts';
import { CryptoError } from './crypto-error.ts';
import { derChildren, expectTag, readDer, TAG } from './der.ts';
import { readOid } from './der-values.ts';
import { readPemBlocks } from './pem.ts';
import { KEY_OIDS, namedCurve } from './public-key-info.ts';
import { signingAlgorithm } from './sign-octets.ts';

/**
 * Imports a private key for signing: PKCS#8 in PEM (`BEGIN PRIVATE KEY`, RFC 5958), RSA or EC on
 * P-256, P-384 or P-521. The key cannot be exported again.
 * @param algorithmUri the SignatureMethod or SigAlg that it will sign with
 * @throws WorkbenchError `private-key-invalid`, saying how to convert a key in another form; `algorithm-unknown`
 */
export async function importPrivateKey(pkcs8Pem: string, algorithmUri: string = URI.rsaSha256): Promise<CryptoKey> {
  const algorithm = signingAlgorithm(algorithmUri);
  const pkcs8 = readPrivateKeyInfo(pkcs8Pem);
  const curve = checkType(pkcs8, algorithm);
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, importParameters(algorithm, curve), false, ['sign']);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    throw new CryptoError('private-key-invalid', { reason: 'Web Crypto does not take it' }, { cause });
  }
}

/**
 * The PKCS#8 octets of a private key in PEM.
 * @throws WorkbenchError `private-key-invalid`, saying how to convert a key in another form
 */
export function readPrivateKeyInfo(pem: string): Uint8Array<ArrayBuffer> {
  const blocks = readPemBlocks(pem);
  const key = blocks.find(({ label }) => label === 'PRIVATE KEY');
  if (key !== undefined) return decodeBody(key.body);
  const other = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  const isLocked = other?.label.startsWith('ENCRYPTED') || pem.includes('ENCRYPTED');
  if (isLocked) throw invalid('it is encrypted; "openssl pkcs8 -topk8 -nocrypt -in FILE" writes it without a password');
  if (other === undefined) throw invalid('there is no "BEGIN PRIVATE KEY" in the text');
  throw invalid(`it is a ${other.label}; "openssl pkcs8 -topk8 -nocrypt -in FILE" writes the form that is read here`);
}

function decodeBody(body: string): Uint8Array<ArrayBuffer> {
  try {
    return decodeBase64(body).bytes;
  } catch (cause) {
    throw described(cause);
  }
}

/** RFC 5958 2: SEQUENCE { version, AlgorithmIdentifier, OCTET STRING, ... }. Gives the curve of an EC key. */
function checkType(pkcs8: Uint8Array<ArrayBuffer>, { keyType, uri }: SignatureAlgorithm): string | null {
  const { oid, curve } = readAlgorithm(pkcs8);
  if (oid !== (keyType === 'RSA' ? KEY_OIDS.rsa : KEY_OIDS.ec)) throw invalid(`${uri} needs a key of type ${keyType}`);
  if (keyType === 'EC' && curve === null) throw invalid('its curve is none of P-256, P-384 and P-521');
  return curve;
}

function readAlgorithm(pkcs8: Uint8Array<ArrayBuffer>): { oid: string; curve: string | null } {
  try {
    const [, algorithm] = derChildren(expectTag(readDer(pkcs8), TAG.sequence, 'the private key'));
    const [type, parameters] = derChildren(expectTag(algorithm, TAG.sequence, 'the key algorithm'));
    return { oid: readOid(type), curve: parameters?.tag === TAG.oid ? namedCurve(readOid(parameters)) : null };
  } catch (cause) {
    throw described(cause);
  }
}

function invalid(reason: string): WorkbenchError {
  return new CryptoError('private-key-invalid', { reason });
}

/** The cause's own words have no part of the key in them: positions only. */
function described(cause: unknown): unknown {
  if (!(cause instanceof WorkbenchError)) return cause;
  return new CryptoError('private-key-invalid', { reason: 'the text between its BEGIN and END is damaged' }, { cause });
}
