import { LIMITS } from '#shared/base/limits.ts';
import { attributeOf, childElements, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { DS_NAMESPACE } from '../algorithms.ts';
import { readBase64Content } from '../signature-structure.ts';
import {
  contentAlgorithm,
  DEFAULT_OAEP_HASH,
  maskHash,
  oaepDigest,
  transportAlgorithm,
  XENC_NAMESPACE,
  XENC11_NAMESPACE,
} from './algorithms.ts';
import type { DecryptionReason, EncryptedKeyParts, EncryptedParts, OaepParameters } from './encryption.ts';

/** The EncryptedData that an element holds as its one such child, or is; null if there is none or more than one. */
export function findEncryptedData(holder: XmlElement): XmlElement | null {
  if (isXenc(holder, 'EncryptedData')) return holder;
  const [data, second] = childElements(holder, XENC_NAMESPACE, 'EncryptedData');
  return second === undefined ? (data ?? null) : null;
}

/**
 * Takes encrypted content apart. Keys may stand inside the KeyInfo of the EncryptedData, or beside it in
 * the holder (saml-core 2.2.4), where a RetrievalMethod or nothing at all leads to them.
 */
export function readEncrypted(holder: XmlElement, data: XmlElement): EncryptedParts | DecryptionReason {
  const ciphertext = readCipherValue(data);
  const content = contentAlgorithm(methodOf(data) ?? '');
  if (ciphertext === undefined) return 'structure';
  if (content === undefined) return 'content-algorithm-unsupported';
  const elements = encryptedKeys(holder, data);
  if (elements.length === 0) return 'structure';
  const keys = elements.slice(0, LIMITS.encryptedKeys).map(readEncryptedKey);
  const usable = keys.filter((key) => typeof key !== 'string');
  const [refusal] = keys.filter((key) => typeof key === 'string');
  return usable.length === 0 ? (refusal ?? 'structure') : { content, ciphertext, keys: usable };
}

/** The Algorithm of an element's EncryptionMethod, or null; of several, which the schema forbids, none is it. */
export function methodOf(element: XmlElement): string | null {
  const [method, second] = childElements(element, XENC_NAMESPACE, 'EncryptionMethod');
  return method === undefined || second !== undefined ? null : attributeOf(method, 'Algorithm');
}

/** The EncryptedKey elements that may open an EncryptedData, inside it and beside it. */
export function encryptedKeys(holder: XmlElement, data: XmlElement): readonly XmlElement[] {
  const keyInfo = firstChild(data, DS_NAMESPACE, 'KeyInfo');
  const inside = keyInfo === null ? [] : childElements(keyInfo, XENC_NAMESPACE, 'EncryptedKey');
  const beside = holder === data ? [] : childElements(holder, XENC_NAMESPACE, 'EncryptedKey');
  return [...inside, ...beside];
}

function readEncryptedKey(key: XmlElement): EncryptedKeyParts | DecryptionReason {
  const ciphertext = readCipherValue(key);
  if (ciphertext === undefined) return 'structure';
  const transport = transportAlgorithm(methodOf(key) ?? '');
  if (transport === undefined) return 'transport-algorithm-unsupported';
  if (transport.padding === 'PKCS1') return { transport, oaep: null, ciphertext };
  const oaep = readOaep(key, transport.uri);
  return oaep === null ? 'transport-algorithm-unsupported' : { transport, oaep, ciphertext };
}

/** xmlenc-core1 5.5.2. With rsa-oaep-mgf1p the mask uses SHA-1 whatever the digest is. */
function readOaep(key: XmlElement, uri: string): OaepParameters | null {
  const method = firstChild(key, XENC_NAMESPACE, 'EncryptionMethod');
  if (method === null) return null;
  const digest = named(firstChild(method, DS_NAMESPACE, 'DigestMethod'), oaepDigest);
  const mgf = uri.startsWith(XENC11_NAMESPACE) ? firstChild(method, XENC11_NAMESPACE, 'MGF') : null;
  const mask = named(mgf, maskHash);
  const parameters = firstChild(method, XENC_NAMESPACE, 'OAEPparams');
  const label = parameters === null ? new Uint8Array(0) : readBase64Content(parameters);
  return digest === undefined || mask === undefined || label === undefined ? null : { digest, mask, label };
}

function named(
  element: XmlElement | null,
  lookUp: (uri: string) => OaepParameters['digest'] | undefined,
): OaepParameters['digest'] | undefined {
  return element === null ? DEFAULT_OAEP_HASH : lookUp(attributeOf(element, 'Algorithm') ?? '');
}

/**
 * CipherReference points outside the document and is never followed. The schema has one CipherData with one of the two in
 * it (xmlenc-core1 3.3): beside another, some reader would take the other.
 */
function readCipherValue(element: XmlElement): Uint8Array<ArrayBuffer> | undefined {
  const [data, second] = childElements(element, XENC_NAMESPACE, 'CipherData');
  if (data === undefined || second !== undefined) return undefined;
  const [value, other] = childElements(data);
  if (value === undefined || other !== undefined || !isXenc(value, 'CipherValue')) return undefined;
  return readBase64Content(value);
}

function isXenc(element: XmlElement, localName: string): boolean {
  return element.localName === localName && element.namespace === XENC_NAMESPACE;
}
