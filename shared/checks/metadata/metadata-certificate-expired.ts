import { formatInstant } from '#shared/base/instant.ts';
import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { certificateWords } from '../engine/certificate-words.ts';
import { defineCheck, fail, pass, unknown } from '../engine/define-check.ts';

const SOON = 30 * 86_400_000;

/** The signing certificates that metadata gives are within their dates. Only of entities whose keys are known. */
export const metadataCertificateExpired = defineCheck({
  code: 'metadata-certificate-expired',
  rank: 910,
  owner: 'publisher',
  severity: 'warning',
  clause: 'RFC 5280 4.1.2.5',
  appliesTo: ['Metadata'],
  variants: ['ok', 'expired', 'all-expired', 'soon', 'no-clock'],
  run: (context) => {
    const { message } = context.subject;
    if (message.kind !== 'Metadata') return [];
    return message.entities.flatMap(({ element, entityId }) => {
      const keys = context.knowledge.keys.filter((key) => key.entityId === entityId);
      return keys
        .map(({ certificate }) => ({ at: element, ...judge(context, certificate, keys.length) }))
        .map(toVerdict);
    });
  },
});

type Judged = { outcome: 'ok' | 'expired' | 'all-expired' | 'soon' | 'no-clock'; certificate: Certificate };

function judge({ subject: { now } }: CheckContext, certificate: Certificate, count: number): Judged {
  if (now === null) return { outcome: 'no-clock', certificate };
  if (now > certificate.notAfter) return { outcome: count === 1 ? 'all-expired' : 'expired', certificate };
  return { outcome: certificate.notAfter - now < SOON ? 'soon' : 'ok', certificate };
}

function toVerdict({ at, outcome, certificate }: Judged & { at: CheckContext['subject']['message']['element'] }) {
  const facts = { certificate: certificateWords(certificate) };
  const evidence = { at, received: formatInstant(certificate.notAfter), facts };
  if (outcome === 'ok') return pass('ok', evidence);
  return outcome === 'no-clock' ? unknown('no-clock', 'time', evidence) : fail(outcome, evidence);
}
