import { decodeUtf8 } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { DecryptionReason, DecryptionReport, EncryptedKeyParts, EncryptedParts } from './encryption.ts';
import { openContent } from './open-content.ts';
import { openKey } from './open-key.ts';
import type { DecryptionKey } from './private-key.ts';
import { encryptedKeys, findEncryptedData, methodOf, readEncrypted } from './read-encrypted.ts';

/** What a reader allows. */
export interface DecryptionPolicy {
  /** RSA PKCS#1 1.5 lets whoever can ask often enough read what was encrypted (Bleichenbacher): only by name. */
  readonly rsa15: boolean;
}

/**
 * Opens an EncryptedAssertion, EncryptedID, NewEncryptedID or EncryptedAttribute (saml-core 2.2.4, 2.3.4, 2.7.3.2)
 * or a bare EncryptedData, with any of the keys given. What fails is said, never thrown.
 * The text that comes out is as hostile as any other: parse it with the same limits.
 */
export async function decrypt(
  holder: XmlElement,
  keys: readonly DecryptionKey[],
  policy: DecryptionPolicy,
): Promise<DecryptionReport> {
  const data = findEncryptedData(holder);
  if (data === null) return { ...described(holder, null), reason: 'structure' };
  const parts = readEncrypted(holder, data);
  const report = described(holder, data);
  if (typeof parts === 'string') return { ...report, reason: parts };
  return { ...report, oaep: oaepOf(parts.keys), ...(await open(parts, keys, policy)) };
}

type Result = Pick<DecryptionReport, 'xml' | 'reason'>;

async function open(
  parts: EncryptedParts,
  keys: readonly DecryptionKey[],
  { rsa15 }: DecryptionPolicy,
): Promise<Result> {
  const allowed = parts.keys.filter(({ transport }) => rsa15 || transport.padding !== 'PKCS1');
  if (allowed.length === 0) return closed('rsa15-forbidden');
  if (keys.length === 0) return closed('no-key');
  const contentKeys = await openKeys(allowed, keys);
  if (contentKeys.length === 0) return closed('wrong-key');
  for (const contentKey of contentKeys) {
    const plain = await openContent(parts.ciphertext, contentKey, parts.content);
    if (plain === 'unsupported') return closed('content-algorithm-unsupported');
    if (plain !== null) return decodedText(plain);
  }
  return closed('damaged');
}

/** Every content key that some pair of EncryptedKey and private key gives; mostly one. */
async function openKeys(
  encrypted: readonly EncryptedKeyParts[],
  keys: readonly DecryptionKey[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  const opened: Uint8Array<ArrayBuffer>[] = [];
  for (const parts of encrypted) {
    for (const key of keys) {
      const contentKey = await openKey(parts, key);
      if (contentKey !== null) opened.push(contentKey);
    }
  }
  return opened;
}

function decodedText(plain: Uint8Array): Result {
  try {
    return { xml: decodeUtf8(plain), reason: null };
  } catch (error) {
    if (error instanceof WorkbenchError) return closed('damaged');
    throw error;
  }
}

function closed(reason: DecryptionReason): Result {
  return { xml: null, reason };
}

function described(holder: XmlElement, data: XmlElement | null): DecryptionReport {
  const [key] = data === null ? [] : encryptedKeys(holder, data);
  return {
    element: holder,
    contentAlgorithm: data === null ? null : methodOf(data),
    transportAlgorithm: key === undefined ? null : methodOf(key),
    oaep: null,
    xml: null,
    reason: null,
  };
}

function oaepOf([key]: readonly EncryptedKeyParts[]): DecryptionReport['oaep'] {
  return key?.oaep == null ? null : { digest: key.oaep.digest, mask: key.oaep.mask };
}
