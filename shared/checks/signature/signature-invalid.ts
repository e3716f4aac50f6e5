import { listFirst } from '#shared/base/count-words.ts';
import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { RedirectSignatureReport, SignatureReason, SignatureReport } from '#shared/crypto/signature.ts';
import { encryptedParts, isInRange } from '#shared/saml/encrypted/open-encrypted.ts';
import { MESSAGE_KINDS } from '#shared/saml/kinds.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { certificateWords } from '../engine/certificate-words.ts';
import { OTHER_SENDER } from '../engine/common-causes.ts';
import { defineCheck, type Evidence, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';

/** The reasons that make a signature invalid, each with its own words. */
const REASONS = [
  'structure',
  'reference-count',
  'reference-empty',
  'reference-foreign',
  'reference-missing',
  'reference-ambiguous',
  'transform-forbidden',
  'algorithm-unsupported',
  'algorithm-weak',
  'digest-mismatch',
  'content-closed',
  'signature-mismatch',
  'wrong-key',
] as const;

type Variant = (typeof REASONS)[number] | 'ok' | 'redirect-mismatch' | 'redirect-wrong-key' | 'not-its-key';

/** No signature of the message is wrong: why, with which certificates tried. */
export const signatureInvalid = defineCheck({
  code: 'signature-invalid',
  rank: 280,
  owner: 'sender',
  owners: { 'wrong-key': 'receiver', 'redirect-wrong-key': 'receiver', 'not-its-key': 'receiver' },
  severity: 'error',
  clause: 'xmldsig-core 3.2',
  follows: OTHER_SENDER,
  brings: ['signature-untrusted', 'embedded-certificate-differs'],
  appliesTo: MESSAGE_KINDS,
  variants: ['ok', ...REASONS, 'redirect-mismatch', 'redirect-wrong-key', 'not-its-key'],
  run: (context) => {
    const { signatures, redirectSignature, message } = context.subject;
    const inside = signatures.flatMap((report) => judgeReport(context, report));
    return redirectSignature === null
      ? inside
      : [...inside, ...judgeRedirect(context, redirectSignature, message.element)];
  },
});

function judgeReport(context: CheckContext, report: SignatureReport): readonly Verdict<Variant>[] {
  const evidence: Evidence = {
    at: report.element,
    ...digestsOf(report),
    facts: { ...factsOf(report), ...(report.reason === 'content-closed' ? closedParts(context, report) : {}) },
    ...(isAdvice(report.element) ? { severity: 'info' } : {}),
  };
  if (report.outcome === 'valid') return [pass('ok', evidence)];
  if (report.outcome === 'unknown') return [];
  if (report.reason === 'wrong-key' && mayBeOthersKey(context)) return [unknown('not-its-key', 'key', evidence)];
  return [fail(toVariant(report.reason), evidence)];
}

/** An assertion in an Advice is somebody else's evidence, which a reader may ignore (saml-core 2.6.1). */
function isAdvice(signature: XmlElement): boolean {
  for (let at = signature.parent; at !== null; at = at.parent) {
    if (isElement(at, NAMESPACE.assertion, 'Advice')) return true;
  }
  return false;
}

function judgeRedirect(
  context: CheckContext,
  report: RedirectSignatureReport,
  at: XmlElement,
): readonly Verdict<Variant>[] {
  const evidence = {
    at,
    facts: {
      on: 'query',
      certificate: certificateWords(report.certificate),
      tried: triedWords(report.tried),
      algorithm: lastPart(report.algorithm),
    },
  };
  if (report.outcome === 'valid') return [pass('ok', evidence)];
  if (report.outcome === 'unknown') return [];
  const isKey = report.reason === 'wrong-key' || report.reason === 'signature-mismatch';
  if (isKey && mayBeOthersKey(context)) return [unknown('not-its-key', 'key', evidence)];
  if (report.reason === 'signature-mismatch') return [fail('redirect-mismatch', evidence)];
  if (report.reason === 'wrong-key')
    return [fail(report.certificate === null ? 'redirect-wrong-key' : 'wrong-key', evidence)];
  return [fail(toVariant(report.reason), evidence)];
}

/**
 * In a trace a pasted certificate is usually the IdP's, and says nothing about what the SP signed. In a
 * message looked at alone it was pasted for that message.
 */
function mayBeOthersKey({ subject, knowledge, expected }: CheckContext): boolean {
  const isForIt = knowledge.keys.some(({ entityId }) => entityId === subject.message.issuer?.value);
  return !isForIt && expected.sender !== 'idp' && subject.receivedUrl !== null;
}

function toVariant(reason: SignatureReason | null): (typeof REASONS)[number] {
  return REASONS.find((each) => each === reason) ?? 'structure';
}

function digestsOf({ digests }: SignatureReport): { expected?: string; received?: string } {
  return digests === null ? {} : { expected: digests.stated, received: digests.computed };
}

function factsOf(report: SignatureReport): Readonly<Record<string, string>> {
  return {
    on: report.on,
    certificate: certificateWords(report.certificate ?? report.embedded),
    tried: triedWords(report.tried),
    algorithm: lastPart(report.algorithm ?? 'none'),
    id: report.id ?? 'none',
  };
}

/** The encrypted parts that the signature covers, by name. */
function closedParts({ subject }: CheckContext, { signed }: SignatureReport): Readonly<Record<string, string>> {
  const covered = encryptedParts(subject.document).filter((part) => signed !== null && isInRange(part, signed));
  return { parts: [...new Set(covered.map(({ localName }) => localName))].join(', ') };
}

function triedWords(tried: readonly string[]): string {
  if (tried.length === 0) return 'none';
  return listFirst(
    tried.map((fingerprint) => `${fingerprint.slice(0, 16)}…`),
    4,
  );
}

function lastPart(uri: string): string {
  return uri.replace(/^.*[#/]/, '');
}
