import { URI } from '#shared/crypto/algorithms.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import type { SignatureName } from '#shared/saml/connection/sp-settings.ts';

/** A key that messages are signed with. */
export interface SigningKey {
  /** Imported for `algorithm`. */
  readonly privateKey: CryptoKey;
  /** DER in base64, for KeyInfo; null: none is configured. */
  readonly certificate: string | null;
  /** SignatureMethod or SigAlg: a URI. */
  readonly algorithm: string;
}

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';

/**
 * Makes a key ready to sign.
 * @param pem PKCS#8
 * @param certificate PEM
 * @throws WorkbenchError `private-key-invalid`, where it is of another type than the algorithm needs, too
 */
export async function openSigningKey(
  pem: string,
  certificate: string | null,
  name: SignatureName = 'rsa-sha256',
): Promise<SigningKey> {
  const algorithm = name === 'rsa-sha256' ? URI.rsaSha256 : `${MORE}${name}`;
  const bare = certificate === null ? null : certificate.replace(/-----[^-]*-----|\s+/g, '');
  return { privateKey: await importPrivateKey(pem, algorithm), certificate: bare, algorithm };
}
