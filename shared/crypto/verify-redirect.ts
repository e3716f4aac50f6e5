import { encodeUtf8 } from '#shared/base/bytes.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { RedirectSignatureParts } from '#shared/wire/message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { DS_NAMESPACE, type SignatureAlgorithm, signatureAlgorithm } from './algorithms.ts';
import { ecdsaFromDer } from './ecdsa-form.ts';
import { readEmbeddedCertificates } from './embedded-keys.ts';
import { otherForms } from './explain-redirect.ts';
import { isRedactedSignature } from './redacted-mark.ts';
import type { RedirectSignatureReport, TrustedKey } from './signature.ts';
import { refuseAlgorithm } from './signature-methods.ts';
import { type Trial, tryCertificates } from './try-keys.ts';

/**
 * Verifies the signature of a redirect message over the exact octets that arrived (saml-bindings
 * 3.4.4.1). An ECDSA value may be r and s beside each other, as XML signatures have it, or in DER, as
 * many implementations send it.
 *
 * There is no embedded key but in the KeyInfo of SimpleSign, which tells a changed message from another key and
 * vouches for none. Without it and without a trusted key the outcome is `unknown`, and `signature-mismatch` may be either.
 */
export async function verifyRedirectSignature(
  parts: RedirectSignatureParts,
  keys: readonly TrustedKey[],
): Promise<RedirectSignatureReport> {
  const algorithm = signatureAlgorithm(parts.algorithm);
  if (algorithm === undefined) {
    const { outcome, refused: reason } = refuseAlgorithm(parts.algorithm);
    return { algorithm: parts.algorithm, outcome, reason, certificate: null, tried: [] };
  }
  if (isRedactedSignature(parts.signature)) {
    return { algorithm: parts.algorithm, outcome: 'unknown', reason: 'redacted', certificate: null, tried: [] };
  }
  const trial = await tryForms(parts, algorithm, keys);
  const known = { algorithm: parts.algorithm, ...verdict(trial, keys.length > 0), ...trial };
  const report = known.outcome === 'valid' ? known : await withEmbedded(known, parts, algorithm, keys);
  return report.reason === 'signature-mismatch' ? { ...report, ...(await explain(parts, algorithm, keys)) } : report;
}

/** What the certificates in KeyInfo tell where no trusted key fits. */
async function withEmbedded(
  report: RedirectSignatureReport,
  parts: RedirectSignatureParts,
  algorithm: SignatureAlgorithm,
  keys: readonly TrustedKey[],
): Promise<RedirectSignatureReport> {
  const embedded = await readEmbeddedCertificates(keyInfoOf(parts), keys);
  if (embedded.length === 0) return report;
  const own = embedded.map((certificate): TrustedKey => ({ certificate, entityId: null, source: 'pasted' }));
  const { certificate } = await tryForms(parts, algorithm, own);
  if (certificate === null) return { ...report, outcome: 'invalid', reason: 'signature-mismatch' };
  return keys.length > 0
    ? { ...report, outcome: 'invalid', reason: 'wrong-key', certificate }
    : { ...report, outcome: 'unknown', reason: 'embedded-key-only', certificate };
}

/** Null where there is none, or none that can be read. */
function keyInfoOf({ keyInfo }: RedirectSignatureParts): XmlElement | null {
  if (keyInfo == null) return null;
  try {
    const { root } = parseXml(keyInfo);
    return root.localName === 'KeyInfo' && root.namespace === DS_NAMESPACE ? root : null;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/** With so many keys other forms of the query are tried. */
const MAX_EXPLAINING_KEYS = 4;

/** Which other form of the query the signature fits: what a proxy or a library did to it. */
async function explain(
  parts: RedirectSignatureParts,
  algorithm: SignatureAlgorithm,
  keys: readonly TrustedKey[],
): Promise<Pick<RedirectSignatureReport, 'signedAs'>> {
  const few = keys.slice(0, MAX_EXPLAINING_KEYS);
  for (const { form, text } of otherForms(parts.signedText)) {
    const { certificate } = await tryForms({ ...parts, signedText: text }, algorithm, few);
    if (certificate !== null) return { signedAs: form };
  }
  return { signedAs: null };
}

async function tryForms(
  { signedText, signedOctets, signature }: RedirectSignatureParts,
  algorithm: SignatureAlgorithm,
  keys: readonly TrustedKey[],
): Promise<Trial> {
  const octets = signedOctets ?? encodeUtf8(signedText);
  const tried = new Set<string>();
  for (const { certificate } of keys) {
    for (const form of formsOf(signature, algorithm, certificate.keyBits)) {
      const trial = await tryCertificates({ algorithm, octets, signature: form }, [certificate]);
      for (const fingerprint of trial.tried) tried.add(fingerprint);
      if (trial.certificate !== null) return { certificate, tried: [...tried] };
    }
  }
  return { certificate: null, tried: [...tried] };
}

function formsOf(
  signature: Uint8Array<ArrayBuffer>,
  algorithm: SignatureAlgorithm,
  keyBits: number,
): Uint8Array<ArrayBuffer>[] {
  const fromDer = algorithm.keyType === 'EC' ? ecdsaFromDer(signature, Math.ceil(keyBits / 8)) : null;
  return fromDer === null ? [signature] : [signature, fromDer];
}

function verdict(
  { certificate, tried }: Trial,
  hasTrusted: boolean,
): Pick<RedirectSignatureReport, 'outcome' | 'reason'> {
  if (certificate !== null) return { outcome: 'valid', reason: null };
  if (!hasTrusted) return { outcome: 'unknown', reason: 'no-key' };
  return { outcome: 'invalid', reason: tried.length === 0 ? 'wrong-key' : 'signature-mismatch' };
}
