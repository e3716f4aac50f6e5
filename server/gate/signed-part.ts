import { encodeBase64 } from '#shared/base/base64.ts';
import { printPem } from '#shared/crypto/pem.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { coveredText, signedTextOf } from '#shared/crypto/signed-text.ts';
import { coveringReport } from '#shared/crypto/what-is-signed.ts';
import type { CheckedMessage } from '#shared/inspection/checked-message.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import { cannotVerify, cannotVerifyQuery } from './cannot-verify.ts';
import type { SignatureToVerify } from './node-saml.ts';
import type { Consumed } from './read-values.ts';
import type { SecondReaderInput } from './second-reading.ts';

/** What there is to read and to verify, and the algorithm for which node-saml is not asked to. */
export interface SignedPart {
  readonly input: SecondReaderInput;
  readonly unable: string | null;
}

/**
 * Cuts out of a message what is consumed and what signs it: nothing that nobody signed. Of several signatures around
 * it the innermost that node-saml can verify, else the innermost; null without a valid one.
 *
 * @param consumed the accepted assertion, or the logout message, with what was encrypted in it opened
 * @throws WorkbenchError `xml-relative-namespace`: something that was opened has no canonical form
 */
export function findSignedPart(subject: CheckedMessage, consumed: Consumed): SignedPart | null {
  const query = signedByQuery(subject);
  if (query !== null) return query;
  const all = subject.signatures
    .filter((report) => coveringReport(consumed.element, [report]) !== null)
    .flatMap((report) => signedByXml(report, consumed) ?? [])
    .reverse();
  return all.find(({ unable }) => unable === null) ?? all[0] ?? null;
}

function signedByXml(report: SignatureReport, { element }: Consumed): SignedPart | null {
  if (!isOfItsElement(report)) return null;
  const text = coveredText(report, element);
  const signed = signedTextOf(report);
  if (text === null || signed === null || report.certificate === null) return null;
  const { document, digested } = signed;
  const unable = cannotVerify(signed);
  const certificate = pemOf(report.certificate.der);
  return {
    input: { text, signature: unable === null ? { kind: 'xml', document, digested, certificate } : null },
    unable,
  };
}

/**
 * Whether the element has the ID that the signature refers to. Of a message in which something was opened, what is
 * verified is its closed form and what is read its opened one: two texts, and this says that they are of one element.
 */
function isOfItsElement({ signed, id }: SignatureReport): boolean {
  return signed !== null && attributeOf(signed, 'ID') === id;
}

/** The signature is over the octets of the query, so that the text is read as it came, with what was encrypted opened. */
function signedByQuery({ wire, redirectSignature, document }: CheckedMessage): SignedPart | null {
  const parts = wire?.redirectSignature ?? null;
  const certificate = redirectSignature?.outcome === 'valid' ? redirectSignature.certificate : null;
  if (parts === null || certificate === null) return null;
  const { signedText, algorithm } = parts;
  const unable = cannotVerifyQuery(algorithm);
  const signature: SignatureToVerify = {
    kind: 'redirect',
    signedText,
    algorithm,
    signature: encodeBase64(parts.signature),
    certificate: pemOf(certificate.der),
  };
  return { input: { text: document.text, signature: unable === null ? signature : null }, unable };
}

function pemOf(der: Uint8Array<ArrayBuffer>): string {
  return printPem('CERTIFICATE', encodeBase64(der));
}
