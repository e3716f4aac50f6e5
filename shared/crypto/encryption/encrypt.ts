import { encodeBase64 } from '#shared/base/base64.ts';
import { concatBytes, encodeUtf8 } from '#shared/base/bytes.ts';
import { escapeAttribute } from '#shared/xml/escape.ts';
import { DS_NAMESPACE } from '../algorithms.ts';
import type { Certificate } from '../certificate.ts';
import { CryptoError } from '../crypto-error.ts';
import { contentAlgorithm, transportAlgorithm, XENC_NAMESPACE, XENC11_NAMESPACE } from './algorithms.ts';

/** For whom, and by which algorithms. */
export interface EncryptionReceiver {
  /** Of an RSA key. */
  readonly certificate: Certificate;
  /** Entity ID: says whose key it is (`Recipient`, xmlenc-core1 3.5.1). */
  readonly entityId: string;
  /** URI of AES-GCM with 128, 192 or 256 bits. */
  readonly content: string;
  /** URI of RSA-OAEP, the old one (SHA-1) or that of xmlenc 1.1 (here with SHA-256). */
  readonly transport: string;
}

/** Whether content and key can be encrypted by these here: AES-GCM and RSA-OAEP, nothing that is known to be weak. */
export function canEncryptBy(uri: string): boolean {
  return contentAlgorithm(uri)?.name === 'AES-GCM' || transportAlgorithm(uri)?.padding === 'OAEP';
}

/**
 * Encrypts one element for one receiver, under a key made for it alone: an `xenc:EncryptedData` with the EncryptedKey
 * inside its KeyInfo (xmlenc-core1 3.1, 3.5).
 *
 * @param xml the element, with every namespace that it uses declared in it
 * @throws WorkbenchError `algorithm-unknown`
 */
export async function encryptElement(xml: string, receiver: EncryptionReceiver): Promise<string> {
  const algorithm = contentAlgorithm(receiver.content);
  if (algorithm === undefined || !canEncryptBy(receiver.content))
    throw new CryptoError('algorithm-unknown', { algorithm: receiver.content });
  const key = crypto.getRandomValues(new Uint8Array(algorithm.keySize));
  const iv = crypto.getRandomValues(new Uint8Array(algorithm.ivSize));
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, imported, encodeUtf8(xml));
  const value = cipherData(concatBytes([iv, new Uint8Array(sealed)]));
  const keyInfo = `<ds:KeyInfo xmlns:ds="${DS_NAMESPACE}">${await encryptKey(key, receiver)}</ds:KeyInfo>`;
  const type = `${XENC_NAMESPACE}Element`;
  return `<xenc:EncryptedData xmlns:xenc="${XENC_NAMESPACE}" Type="${type}">${method(algorithm.uri, '')}${keyInfo}${value}</xenc:EncryptedData>`;
}

async function encryptKey(
  key: Uint8Array<ArrayBuffer>,
  { certificate, entityId, transport }: EncryptionReceiver,
): Promise<string> {
  if (!canEncryptBy(transport)) throw new CryptoError('algorithm-unknown', { algorithm: transport });
  const isOld = transport === `${XENC_NAMESPACE}rsa-oaep-mgf1p`;
  const parameters = { name: 'RSA-OAEP', hash: isOld ? 'SHA-1' : 'SHA-256' };
  const publicKey = await crypto.subtle.importKey('spki', certificate.publicKey, parameters, false, ['encrypt']);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, publicKey, key));
  const receiver = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${encodeBase64(certificate.der)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const content = `${method(transport, isOld ? '' : OAEP_SHA256)}${receiver}${cipherData(sealed)}`;
  return `<xenc:EncryptedKey Recipient="${escapeAttribute(entityId)}">${content}</xenc:EncryptedKey>`;
}

/** xmlenc-core1 5.5.2: without these it would be SHA-1. */
const OAEP_SHA256 = `<ds:DigestMethod Algorithm="${XENC_NAMESPACE}sha256"/><xenc11:MGF xmlns:xenc11="${XENC11_NAMESPACE}" Algorithm="${XENC11_NAMESPACE}mgf1sha256"/>`;

function method(uri: string, parameters: string): string {
  return `<xenc:EncryptionMethod Algorithm="${uri}">${parameters}</xenc:EncryptionMethod>`;
}

function cipherData(octets: Uint8Array<ArrayBuffer>): string {
  return `<xenc:CipherData><xenc:CipherValue>${encodeBase64(octets)}</xenc:CipherValue></xenc:CipherData>`;
}
