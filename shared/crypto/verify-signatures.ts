import { encodeBase64 } from '#shared/base/base64.ts';
import { decodeUtf8, encodeUtf8, equalBytes } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { canonicalize, canonicalizeDocument } from '#shared/xml/canonicalize.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import { describeSignature } from './describe-signature.ts';
import { explainDigest } from './explain-digest.ts';
import { findSigned } from './find-signed.ts';
import { judgeKeys } from './judge-keys.ts';
import { locateSignatures, type SignatureMap } from './locate-signatures.ts';
import { isRedactedSignature, wasBroken } from './redacted-mark.ts';
import type { SignatureReport, TrustedKey } from './signature.ts';
import { readMethods, type SignatureMethods } from './signature-methods.ts';
import { isSignatureRefusal, leaveOpen, refuseSignature, type SignatureRefusal } from './signature-refusal.ts';
import { readStructure, type SignatureParts } from './signature-structure.ts';
import { canonicalFormOf } from './signed-text.ts';
import { cryptoEngine } from './use-engine.ts';

/**
 * Verifies every `ds:Signature` of a document, in document order (xmldsig-core 3.2, with the profile
 * of saml-core 5.4: enveloped, one reference to the parent's ID, exclusive canonicalization or none
 * but that).
 *
 * For each: structure, reference, transforms and algorithms, then the digest of what is signed, and
 * the signature with each key until one fits. A digest that is wrong decides, whatever the keys say. Keys are not filtered by entity: give those of the
 * issuer if it is known. A certificate in KeyInfo is used to tell a wrong key from a changed message,
 * never to make a signature `valid`. SHA-1 is verified; whether it is acceptable is a check's matter.
 *
 * At most LIMITS.signatures signatures are examined, and only as long as what they cover is not more than
 * LIMITS.signedTimes the text, so that the work stays linear; the rest are `unknown`, `not-examined`.
 */
export async function verifySignatures(
  document: XmlDocument,
  keys: readonly TrustedKey[],
): Promise<readonly SignatureReport[]> {
  const map = locateSignatures(document);
  const reports: SignatureReport[] = [];
  let signedChars = 0;
  for (const signature of map.signatures) {
    signedChars += signature.parent === null ? 0 : signature.parent.end - signature.parent.start;
    const isBeyond = reports.length >= LIMITS.signatures || signedChars > LIMITS.signedTimes * document.text.length;
    reports.push(isBeyond ? notExamined(signature) : await verifySignature(signature, document, map, keys));
  }
  return reports;
}

async function verifySignature(
  signature: XmlElement,
  document: XmlDocument,
  map: SignatureMap,
  keys: readonly TrustedKey[],
): Promise<SignatureReport> {
  const draft = describeSignature(signature);
  const parts = readStructure(signature);
  if (isSignatureRefusal(parts)) return refused(draft, parts);
  const target = findSigned(parts.uri, signature, map);
  const located: SignatureReport = { ...draft, id: target.id, signed: target.element };
  if (target.reason !== null || target.element === null) {
    return refused(located, refuseSignature(target.reason ?? 'reference-missing'));
  }
  const methods = readMethods(parts);
  if (isSignatureRefusal(methods)) return refused(located, methods);
  const whole = target.id === null ? document : target.element;
  const canonical = orRefusal(() => canonicalSigned(whole, signature, methods));
  if (isSignatureRefusal(canonical)) return refused(located, canonical);
  const octets = orRefusal(() => canonicalOctets(parts.signedInfo, methods));
  if (isSignatureRefusal(octets)) return refused(located, octets);
  const signed = { algorithm: methods.signature, octets, signature: parts.signatureValue };
  // Both at once: with Web Crypto each is a trip to another thread.
  const [digests, verdict] = await Promise.all([
    compareDigests(canonical, parts, methods),
    judgeKeys(signed, parts.keyInfo, keys),
  ]);
  const judged = { ...located, ...verdict };
  if (isRedactedSignature(parts.signatureValue) && !wasBroken(parts.signatureValue))
    return { ...refused(judged, leaveOpen('redacted')), certificate: null };
  return digests === null
    ? judged
    : { ...refused(judged, refuseSignature('digest-mismatch')), certificate: null, digests };
}

/** What has no canonical form, because a namespace is relative, cannot be signed (c14n 1.3; CVE-2025-66475). */
function orRefusal(canonicalized: () => Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | SignatureRefusal {
  try {
    return canonicalized();
  } catch (error) {
    if (error instanceof WorkbenchError) return refuseSignature('structure');
    throw error;
  }
}

/** The octets that the digest is over. */
function canonicalSigned(
  signed: XmlElement | XmlDocument,
  signature: XmlElement,
  methods: SignatureMethods,
): Uint8Array<ArrayBuffer> {
  const options = { ...canonicalFormOf(methods), omit: signature };
  return encodeUtf8('root' in signed ? canonicalizeDocument(signed, options) : canonicalize(signed, options));
}

/** xmldsig-core 3.2.1. Null if the digests are equal, else both in base64. */
async function compareDigests(
  canonical: Uint8Array<ArrayBuffer>,
  { digestValue }: SignatureParts,
  { digest }: SignatureMethods,
): Promise<SignatureReport['digests']> {
  const computed = await cryptoEngine().digest(digest.hash, canonical);
  if (equalBytes(computed, digestValue)) return null;
  const explainable = canonical.length <= LIMITS.explainedBytes;
  const change = explainable ? await explainDigest(decodeUtf8(canonical), digestValue, digest.hash) : null;
  return { stated: encodeBase64(digestValue), computed: encodeBase64(computed), change };
}

/** xmldsig-core 3.2.2 */
function canonicalOctets(
  signedInfo: XmlElement,
  { canonicalization: { algorithm, inclusivePrefixes } }: SignatureMethods,
): Uint8Array<ArrayBuffer> {
  const { exclusive, comments } = algorithm;
  return encodeUtf8(canonicalize(signedInfo, { exclusive, comments, inclusivePrefixes }));
}

function refused(report: SignatureReport, { outcome, refused: reason }: SignatureRefusal): SignatureReport {
  return { ...report, outcome, reason };
}

function notExamined(signature: XmlElement): SignatureReport {
  return refused(describeSignature(signature), leaveOpen('not-examined'));
}
