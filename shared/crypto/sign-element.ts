import { encodeBase64 } from '#shared/base/base64.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { escapeAttribute } from '#shared/xml/escape.ts';
import { firstChild } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { type DigestAlgorithm, DS_NAMESPACE, digestFor, type SignatureAlgorithm, URI } from './algorithms.ts';
import { CryptoError } from './crypto-error.ts';
import { locateSignatures } from './locate-signatures.ts';
import { signingAlgorithm, signOctets } from './sign-octets.ts';

const SAML_ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';

/** What to sign and with what. */
export interface SignOptions {
  /** The ID of the element to sign. */
  readonly id: string;
  /** Imported for `algorithm`. */
  readonly privateKey: CryptoKey;
  /** For KeyInfo: DER in base64 without white space; null leaves KeyInfo out. */
  readonly certificate: string | null;
  /** SignatureMethod URI; rsa-sha256 unless given. The digest uses the same hash. */
  readonly algorithm?: string;
}

/**
 * Signs one element of a document with an enveloped signature (saml-core 5.4): exclusive
 * canonicalization, one reference by ID. The signature is written behind the Issuer, where the schemas
 * of messages and assertions want it, or as the first child where there is none, as in metadata.
 * No other character of the document changes.
 *
 * @throws WorkbenchError `sign-target-missing` if the ID is not there exactly once, `algorithm-unknown`,
 *   and what `parseXml` throws
 */
export async function signElement(xml: string, options: SignOptions): Promise<string> {
  const { text, root } = parseXml(xml);
  const [element, second] = locateSignatures({ text, root, prolog: [], epilog: [] }).byId.get(options.id) ?? [];
  if (element === undefined || second !== undefined) throw new CryptoError('sign-target-missing', { id: options.id });
  const signature = await makeSignature(element, options);
  return insertSignature(text, element, signature);
}

async function makeSignature(element: XmlElement, options: SignOptions): Promise<string> {
  const algorithm = signingAlgorithm(options.algorithm ?? URI.rsaSha256);
  const digest = digestFor(algorithm.hash);
  const canonical = canonicalize(element, { exclusive: true, comments: false });
  const digestValue = new Uint8Array(await crypto.subtle.digest(digest.hash, encodeUtf8(canonical)));
  const parts = { id: options.id, algorithm, digest, digestValue: encodeBase64(digestValue) };
  const octets = encodeUtf8(printSignedInfo(parts, ` xmlns:ds="${DS_NAMESPACE}"`));
  const value = await signOctets(octets, options.privateKey, algorithm.uri);
  return printSignature(printSignedInfo(parts, ''), encodeBase64(value), options.certificate);
}

interface SignedInfoParts {
  readonly id: string;
  readonly algorithm: SignatureAlgorithm;
  readonly digest: DigestAlgorithm;
  readonly digestValue: string;
}

/**
 * SignedInfo in its canonical form. With the declaration it is what gets signed; without, what is
 * written, because there the Signature around it declares the prefix.
 */
function printSignedInfo({ id, algorithm, digest, digestValue }: SignedInfoParts, declaration: string): string {
  const method = (name: string, uri: string): string => `<ds:${name} Algorithm="${uri}"></ds:${name}>`;
  return [
    `<ds:SignedInfo${declaration}>`,
    method('CanonicalizationMethod', URI.excC14n),
    method('SignatureMethod', algorithm.uri),
    `<ds:Reference URI="#${escapeAttribute(id)}"><ds:Transforms>`,
    method('Transform', URI.envelopedSignature),
    method('Transform', URI.excC14n),
    '</ds:Transforms>',
    method('DigestMethod', digest.uri),
    `<ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
  ].join('');
}

function printSignature(signedInfo: string, value: string, certificate: string | null): string {
  const keyInfo =
    certificate === null
      ? ''
      : `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const signatureValue = `<ds:SignatureValue>${value}</ds:SignatureValue>`;
  return `<ds:Signature xmlns:ds="${DS_NAMESPACE}">${signedInfo}${signatureValue}${keyInfo}</ds:Signature>`;
}

function insertSignature(text: string, element: XmlElement, signature: string): string {
  const issuer = firstChild(element, SAML_ASSERTION, 'Issuer');
  const first = element.children[0];
  if (issuer !== null) return splice(text, issuer.end, issuer.end, signature);
  if (first !== undefined) return splice(text, first.start, first.start, signature);
  const isSelfClosing = text.startsWith('/>', element.end - 2);
  if (isSelfClosing) return splice(text, element.end - 2, element.end, `>${signature}</${element.name}>`);
  const endTag = text.lastIndexOf('</', element.end);
  return splice(text, endTag, endTag, signature);
}

function splice(text: string, start: number, end: number, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}
