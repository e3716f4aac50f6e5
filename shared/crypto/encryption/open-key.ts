import type { EncryptedKeyParts, OaepParameters } from './encryption.ts';
import { nullIfRefused } from './open-content.ts';
import type { DecryptionKey } from './private-key.ts';
import { rsaDecryptRaw } from './rsa.ts';
import { unpadOaep, unpadPkcs1 } from './unpad.ts';

/** Opens an EncryptedKey with one private key (xmlenc-core1 5.5); null if it is for another. */
export async function openKey(
  { oaep, ciphertext }: EncryptedKeyParts,
  key: DecryptionKey,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (oaep !== null && oaep.digest === oaep.mask) return await openByWebCrypto(ciphertext, oaep, key);
  const block = rsaDecryptRaw(ciphertext, key.numbers);
  if (block === null) return null;
  return oaep === null ? unpadPkcs1(block) : await unpadOaep(block, oaep);
}

/** Web Crypto has OAEP with one hash for digest and mask. */
async function openByWebCrypto(
  ciphertext: Uint8Array<ArrayBuffer>,
  { digest, label }: OaepParameters,
  { pkcs8 }: DecryptionKey,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parameters = { name: 'RSA-OAEP', hash: digest };
  const imported = await nullIfRefused(crypto.subtle.importKey('pkcs8', pkcs8, parameters, false, ['decrypt']));
  if (imported === null) return null;
  const opened = await nullIfRefused(crypto.subtle.decrypt({ name: 'RSA-OAEP', label }, imported, ciphertext));
  return opened === null ? null : new Uint8Array(opened);
}
