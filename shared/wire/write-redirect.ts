import { encodeBase64 } from '#shared/base/base64.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { deflateRaw } from './inflate.ts';

/** Signs the octets of a redirect query. */
export interface RedirectSigner {
  /** URI of the signature algorithm (xmldsig-core 6.4, RFC 6931). */
  readonly algorithm: string;
  sign(octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

export interface RedirectMessage {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly xml: string;
  /** At most 80 bytes, says saml-bindings 3.4.3; an answer returns what it was given, however long. */
  readonly relayState?: string | null;
  readonly signer?: RedirectSigner | null;
}

/**
 * Writes the query string, without `?`, of a message on the redirect binding (saml-bindings 3.4.4). The signature is made
 * over exactly the octets that are sent. The XML carries no signature of its own: that is for the caller to see to.
 */
export async function writeRedirectQuery({ parameter, xml, relayState, signer }: RedirectMessage): Promise<string> {
  const parts = [writePart(parameter, encodeBase64(deflateRaw(encodeUtf8(xml))))];
  if (relayState !== undefined && relayState !== null) parts.push(writePart('RelayState', relayState));
  if (signer === undefined || signer === null) return parts.join('&');
  parts.push(writePart('SigAlg', signer.algorithm));
  const signed = parts.join('&');
  const signature = await signer.sign(encodeUtf8(signed));
  return `${signed}&${writePart('Signature', encodeBase64(signature))}`;
}

function writePart(name: string, value: string): string {
  return `${name}=${encodeURIComponent(value)}`;
}
