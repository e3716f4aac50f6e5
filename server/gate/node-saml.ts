import { SAML } from '@node-saml/node-saml';
import { getVerifiedXml, parseDomFromString } from '@node-saml/node-saml/lib/xml.js';

/** A signature for node-saml to verify, with the key that ours found to be the signer's. Strings only: it goes to a thread. */
export type SignatureToVerify =
  | {
      readonly kind: 'xml';
      /** The signed element alone, its Signature inside. */
      readonly document: string;
      /** What the digest has to be over. */
      readonly digested: string;
      /** PEM */
      readonly certificate: string;
    }
  | {
      readonly kind: 'redirect';
      /** `SAMLRequest=...&RelayState=...&SigAlg=...`, the octets that arrived. */
      readonly signedText: string;
      readonly algorithm: string;
      /** Base64 */
      readonly signature: string;
      readonly certificate: string;
    };

/**
 * node-saml's own verdict on a signature: another canonicalization (xml-crypto's, on xmldom's tree) and other
 * cryptography (OpenSSL). Only its signature check is asked: the login that it would make of the message knows fewer
 * algorithms and reads less exactly than both our readers. Give it only what `cannotVerify` says nothing against.
 *
 * `lib/xml.js` is where it keeps that check; the version is pinned, and the tests verify real signatures.
 */
export async function verifyWithNodeSaml(signature: SignatureToVerify): Promise<boolean> {
  return signature.kind === 'redirect' ? new QueryVerifier(signature).verify() : await verifyXml(signature);
}

/** The bytes that node-saml verified have to be those that ours did. */
async function verifyXml(signature: Extract<SignatureToVerify, { kind: 'xml' }>): Promise<boolean> {
  const { digested, certificate } = signature;
  const document = signature.document.replace(LINE_ENDS_OF_XML_1_1, (char) => `&#${char.charCodeAt(0)};`);
  const { documentElement } = await parseDomFromString(document);
  return getVerifiedXml(document, documentElement, [certificate]) === digested;
}

/** Its parser makes line feeds of them, unless they are references; in XML 1.0 they are characters like others (2.11). */
const LINE_ENDS_OF_XML_1_1 = /[\u0085\u2028]/g;

type SignedQuery = Extract<SignatureToVerify, { kind: 'redirect' }>;

/** Gives only the check of the signature: the parts are picked, and the message is inflated, by us. */
class QueryVerifier extends SAML {
  readonly #query: SignedQuery;

  constructor(query: SignedQuery) {
    super({ issuer: 'sp', callbackUrl: 'https://sp.invalid/', idpCert: query.certificate });
    this.#query = query;
  }

  verify(): boolean {
    const { signedText, signature, algorithm, certificate } = this.#query;
    return this.validateSignatureForRedirect(signedText, signature, algorithm, certificate);
  }
}
