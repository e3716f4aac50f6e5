import type { SigningKey } from '#server/keys/signing-key.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import type { Receipt } from '#shared/logout/receipt.ts';

/** A receipt in the flattened JSON form of a JWS (RFC 7515 7.2.2). */
export interface SignedReceipt {
  readonly payload: string;
  readonly protected: string;
  readonly signature: string;
}

/** `alg` (RFC 7518 3.1) by the end of the algorithm's URI: what is signed with RSA is PKCS#1 1.5, as messages are. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  'rsa-sha256': 'RS256',
  'rsa-sha384': 'RS384',
  'rsa-sha512': 'RS512',
  'ecdsa-sha256': 'ES256',
  'ecdsa-sha384': 'ES384',
  'ecdsa-sha512': 'ES512',
};

/**
 * Signs a receipt with the SP's own key: whoever has our metadata can tell that we have said it, and that nobody has
 * changed it since (docs/single-logout.md says how).
 *
 * @returns null where a JWS has no name for the key's algorithm
 */
export async function signReceipt(receipt: Receipt, key: SigningKey): Promise<SignedReceipt | null> {
  const { privateKey, certificate, algorithm } = key;
  const alg = ALGORITHMS[algorithm.split('#')[1] ?? ''];
  if (alg === undefined) return null;
  const header = { alg, typ: 'logout-receipt+json', ...(certificate === null ? {} : { x5c: [certificate] }) };
  const [head, payload] = [header, receipt].map((part) => toBase64url(encodeUtf8(JSON.stringify(part))));
  const signature = await signOctets(encodeUtf8(`${head}.${payload}`), privateKey, algorithm);
  return { payload: payload ?? '', protected: head ?? '', signature: toBase64url(signature) };
}

function toBase64url(bytes: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(bytes).toString('base64url');
}
