import { operationParameters, type SignatureAlgorithm, signatureAlgorithm } from './algorithms.ts';
import { CryptoError } from './crypto-error.ts';

/**
 * Signs octets, as a redirect binding wants it (saml-bindings 3.4.4.1) and SignedInfo too. ECDSA gives
 * r and s beside each other.
 * @param privateKey imported for this very algorithm
 * @throws WorkbenchError `algorithm-unknown`
 */
export async function signOctets(
  octets: Uint8Array<ArrayBuffer>,
  privateKey: CryptoKey,
  algorithmUri: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const parameters = operationParameters(signingAlgorithm(algorithmUri));
  return new Uint8Array(await crypto.subtle.sign(parameters, privateKey, octets));
}

/**
 * The algorithm of a URI, for signing.
 * @throws WorkbenchError `algorithm-unknown`
 */
export function signingAlgorithm(uri: string): SignatureAlgorithm {
  const algorithm = signatureAlgorithm(uri);
  if (algorithm === undefined) throw new CryptoError('algorithm-unknown', { algorithm: uri });
  return algorithm;
}
