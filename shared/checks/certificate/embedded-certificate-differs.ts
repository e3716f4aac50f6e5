import { formatInstant } from '#shared/base/instant.ts';
import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { issuerOf, keysFor } from '#shared/inspection/trust.ts';
import { SIGNED_KINDS } from '#shared/saml/kinds.ts';
import { certificateWords } from '../engine/certificate-words.ts';
import { OTHER_SENDER } from '../engine/common-causes.ts';
import { defineCheck, type Evidence, fail, pass, type Verdict } from '../engine/define-check.ts';

/**
 * The certificate that the message carries is among those that are known for its issuer. If it isn't, the
 * issuer has changed its key, and metadata here is older than that.
 */
export const embeddedCertificateDiffers = defineCheck({
  code: 'embedded-certificate-differs',
  rank: 300,
  owner: 'receiver',
  severity: 'warning',
  clause: 'saml-metadata 2.4.1.1',
  follows: OTHER_SENDER,
  brings: ['signature-untrusted', 'signature-invalid'],
  appliesTo: SIGNED_KINDS,
  variants: ['ok', 'rolled', 'renewed'],
  run: (context) => context.subject.signatures.flatMap((report) => judge(context, report)),
});

type Variant = 'ok' | 'rolled' | 'renewed';

function judge(
  { subject, knowledge }: CheckContext,
  { element, embedded, outcome, reason }: SignatureReport,
): readonly Verdict<Variant>[] {
  const known = keysFor(subject.message, knowledge.keys).filter(({ entityId }) => entityId !== null);
  if (embedded === null || known.length === 0) return [];
  if (known.some(({ certificate }) => certificate.sha256 === embedded.sha256)) {
    const words = certificateWords(embedded);
    return [pass('ok', { at: element, expected: words, received: words })];
  }
  const evidence: Evidence = {
    at: element,
    expected: known
      .slice(0, 3)
      .map(({ certificate }) => certificateWords(certificate))
      .join(', '),
    received: certificateWords(embedded),
    facts: { since: formatInstant(embedded.notBefore), issuer: issuerOf(subject.message) ?? 'the sender' },
  };
  // The same key in a new certificate verifies all the same.
  if (outcome === 'valid') return [fail('renewed', { ...evidence, severity: 'info' })];
  return reason === 'wrong-key' || reason === 'embedded-key-only' ? [fail('rolled', evidence)] : [];
}
