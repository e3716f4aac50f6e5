import type { Certificate } from '#shared/crypto/certificate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { CheckContext } from '../context.ts';

/** A trusted certificate that verified something in the message, and where. Each certificate once. */
export interface UsedCertificate {
  readonly certificate: Certificate;
  readonly at: XmlElement;
}

/** The certificates whose keys verified the message's signatures; several checks ask. */
export function certificatesUsed(context: CheckContext): readonly UsedCertificate[] {
  const { memo } = context;
  memo.certificatesUsed ??= findUsed(context);
  return memo.certificatesUsed;
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
