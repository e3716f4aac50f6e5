import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { SignatureReason } from '#shared/crypto/signature.ts';
import { coveringReport, covers } from '#shared/crypto/what-is-signed.ts';
import { hasOwnSignature, isKeyOf, issuerOf, trustedReport } from '#shared/inspection/trust.ts';
import { SIGNED_KINDS } from '#shared/saml/kinds.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { certificateWords } from '../engine/certificate-words.ts';
import { OTHER_SENDER } from '../engine/common-causes.ts';
import { defineCheck, type Evidence, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';

type Variant =
  | 'ok'
  | 'accepted-unsigned'
  | 'other-entity'
  | 'embedded-key-only'
  | 'no-key'
  | 'redacted'
  | 'not-checked';

/** What a reader would consume is signed by a key that somebody vouches for as the issuer's. */
export const signatureUntrusted = defineCheck({
  code: 'signature-untrusted',
  rank: 320,
  owner: 'receiver',
  owners: { 'other-entity': 'sender' },
  severity: 'error',
  clause: 'saml-core 5.4',
  follows: OTHER_SENDER,
  appliesTo: SIGNED_KINDS,
  gate: 'must-pass',
  variants: ['ok', 'accepted-unsigned', 'other-entity', 'embedded-key-only', 'no-key', 'redacted', 'not-checked'],
  run: (context) => {
    const { message } = context.subject;
    if (context.assertions.length > 0) {
      return context.assertions.flatMap(({ element, issuer }) => judge(context, element, issuer?.value ?? null));
    }
    return judge(context, message.element, issuerOf(message));
  },
});

function judge(context: CheckContext, at: XmlElement, issuer: string | null): readonly Verdict<Variant>[] {
  const { signatures } = context.subject;
  const { keys } = context.knowledge;
  const trusted = trustedReport(at, issuer, signatures, keys);
  if (trusted !== null) return [pass('ok', { at, facts: { certificate: certificateWords(trusted.certificate) } })];
  const beside = judgeRedirect(context, at, issuer);
  if (beside !== null) return [beside];
  const valid = coveringReport(at, signatures);
  if (valid !== null) return [fail('other-entity', { at, ...otherEntity(context, valid.certificate, issuer) })];
  const open =
    coveringReport(at, signatures, ['unknown']) ?? signatures.find((s) => s.outcome === 'unknown' && covers(s, at));
  if (open == null) return judgeUnsigned(context, at);
  const facts = { certificate: certificateWords(open.certificate ?? open.embedded), issuer: issuer ?? 'the sender' };
  return [leftOpen(open.reason, { at, facts })];
}

/** Why a signature is neither valid nor invalid. */
function leftOpen(reason: SignatureReason | null, evidence: Evidence): Verdict<Variant> {
  if (reason === 'embedded-key-only' || reason === 'no-key') return unknown(reason, 'key', evidence);
  return reason === 'redacted' ? unknown(reason, 'original', evidence) : unknown('not-checked', 'algorithm', evidence);
}

/** The signature of a redirect message covers the whole message (saml-bindings 3.4.4.1). */
function judgeRedirect(context: CheckContext, at: XmlElement, issuer: string | null): Verdict<Variant> | null {
  const report = context.subject.redirectSignature;
  if (report === null) return null;
  const facts = { certificate: certificateWords(report.certificate), issuer: issuer ?? 'the sender' };
  if (report.outcome === 'unknown') return leftOpen(report.reason, { at, facts });
  if (report.outcome === 'invalid') return null;
  if (isKeyOf(issuer, report.certificate, context.knowledge.keys)) return pass('ok', { at, facts });
  return fail('other-entity', { at, ...otherEntity(context, report.certificate, issuer) });
}

function judgeUnsigned({ subject, knowledge }: CheckContext, at: XmlElement): readonly Verdict<Variant>[] {
  const isLogout = subject.message.kind === 'LogoutRequest' || subject.message.kind === 'LogoutResponse';
  const isBare = subject.redirectSignature === null && !hasOwnSignature(at, subject.signatures);
  const accepted = isLogout && isBare && knowledge.connection?.accept.logoutUnsigned === true;
  return accepted ? [pass('accepted-unsigned', { at })] : [];
}

function otherEntity(
  { knowledge }: CheckContext,
  certificate: Parameters<typeof certificateWords>[0],
  issuer: string | null,
) {
  const owner = knowledge.keys.find((key) => key.certificate.sha256 === certificate?.sha256)?.entityId ?? 'nobody';
  return { expected: issuer, received: owner, facts: { certificate: certificateWords(certificate) } };
}
