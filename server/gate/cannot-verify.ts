import type { SignedText } from '#shared/crypto/signed-text.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';

/** What xml-crypto, by which node-saml verifies, has under these names. A test holds them against its own tables. */
const XML_SIGNATURES: ReadonlySet<string> = new Set([
  `${DSIG}rsa-sha1`,
  `${MORE}rsa-sha256`,
  `${MORE}rsa-sha512`,
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]);
const DIGESTS: ReadonlySet<string> = new Set([`${DSIG}sha1`, `${ENC}sha256`, `${ENC}sha512`]);

/** node-saml looks up the end of a SigAlg among the names of OpenSSL's digests, which those of ECDSA and PSS are not. */
const QUERY_SIGNATURES: ReadonlySet<string> = new Set([
  `${DSIG}rsa-sha1`,
  ...['rsa-sha256', 'rsa-sha384', 'rsa-sha512'].map((name) => MORE + name),
]);

/** What of a signature node-saml cannot verify, by the algorithm's name; null if it can. */
export function cannotVerify({ methods, inheritsXml }: Pick<SignedText, 'methods' | 'inheritsXml'>): string | null {
  const { signature, digest, canonicalization } = methods;
  if (!XML_SIGNATURES.has(signature.uri)) return signature.uri;
  if (!DIGESTS.has(digest.uri)) return digest.uri;
  // Comments in SignedInfo would count, and those of the rest, which nobody signed, are not given to it.
  if (canonicalization.algorithm.comments) return canonicalization.algorithm.uri;
  // xml-crypto gives SignedInfo the namespaces of the elements above it, but not these (c14n 2.4).
  return inheritsXml ? `${canonicalization.algorithm.uri} below an xml: attribute` : null;
}

/** The same for the signature of a redirect, by its SigAlg. */
export function cannotVerifyQuery(algorithm: string): string | null {
  return QUERY_SIGNATURES.has(algorithm) ? null : algorithm;
}
