import type { CheckContext } from './context.ts';
import type { UsedCertificate } from './memo.ts';

/** The certificates whose keys verified the message's signatures; several checks ask. */
export function certificatesUsed(context: CheckContext): readonly UsedCertificate[] {
  const { memo } = context;
  memo.usedCertificates ??= findUsed(context);
  return memo.usedCertificates;
}

function findUsed({ subject }: CheckContext): readonly UsedCertificate[] {
  const all = subject.signatures.flatMap(({ outcome, certificate, element }) =>
    outcome === 'valid' && certificate !== null ? [{ certificate, at: element }] : [],
  );
  const beside = subject.redirectSignature;
  if (beside?.outcome === 'valid' && beside.certificate !== null) {
    all.push({ certificate: beside.certificate, at: subject.message.element });
  }
  const first = new Map(all.toReversed().map((used) => [used.certificate.sha256, used]));
  return [...first.values()].reverse();
}
