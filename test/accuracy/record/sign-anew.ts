import { signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import { inWorkplace, type PemPair } from '#test/integration/what-users-run-into/tools.ts';

const SIGNED =
  /<((?:samlp|saml):(?:Response|Assertion))\b[^>]*?\bID="([^"]+)"[^>]*>\s*<saml:Issuer[^>]*>[^<]*<\/saml:Issuer>\s*<(?:ds:)?Signature/g;

/** The algorithms of nearly everybody. */
const USUAL = {
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
};

/** Those of long ago. */
export const SHA_1 = {
  signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
};

/** ECDSA with a key on P-256, for which xmlsec1 is given one. */
export const ECDSA = {
  signature: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
};

/** The message without its signatures. */
export function withoutSignatures(xml: string): string {
  return xml.replace(/<(ds:)?Signature[\s>][\s\S]*?<\/\1?Signature>/g, '');
}

/**
 * A response that its sender issues otherwise: changed, and every element that was signed signed anew by xmlsec1, the inner
 * one first. What is no longer there is not signed.
 */
export function signAnew(
  xml: string,
  { key, certificate }: PemPair,
  change: (xml: string) => string,
  algorithms = USUAL,
): string {
  const ids = [...xml.matchAll(SIGNED)].map(([, , id = '']) => id).reverse();
  const changed = change(withoutSignatures(xml));
  return inWorkplace((place) => {
    const keyFile = place.write('signer.key', key);
    const certificateFile = place.write('signer.crt', certificate);
    const pair = { keyFile, certificateFile, keyPem: key, certificatePem: certificate };
    const there = ids.filter((id) => changed.includes(`ID="${id}"`));
    return there.reduce((text, id) => signWithXmlsec1(place, pair, text, { id, ...algorithms }), changed);
  });
}
