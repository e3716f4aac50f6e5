import { listed } from '#shared/base/count-words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';

/** What metadata would tell, by the check that lacks it. */
const SUBJECTS: Readonly<Partial<Record<FindingCode, string>>> = {
  'issuer-mismatch': 'issuers',
  'audience-mismatch': 'audience',
  'recipient-mismatch': 'addresses',
  'destination-mismatch': 'addresses',
  'acs-url-unregistered': 'addresses',
};

/** Whether metadata of the two sides, or a certificate, would tell what could not be told. */
export function wantsMetadata({ code, outcome, lacks }: Finding): boolean {
  return outcome === 'unknown' && (lacks === 'metadata' || (lacks === 'key' && code === 'signature-untrusted'));
}

/** In one line what metadata would tell besides; null: nothing. */
export function moreWithMetadata(findings: readonly Finding[]): string | null {
  const codes = new Set<string>(findings.filter(wantsMetadata).map(({ code }) => code));
  if (codes.size === 0) return null;
  const subjects = [
    ...new Set(Object.entries(SUBJECTS).flatMap(([code, subject]) => (codes.has(code) ? subject : []))),
  ];
  const parts = [
    ...(codes.has('signature-untrusted') ? ['whose key signed'] : []),
    ...(subjects.length === 0 ? [] : [`whether ${listed(subjects)} ${isOne(subjects) ? 'is' : 'are'} right`]),
    ...(codes.has('encryption-impossible') ? ['whether it could be encrypted'] : []),
  ];
  return parts.length === 0 ? null : `With metadata it could also say ${listed(parts)}.`;
}

function isOne(subjects: readonly string[]): boolean {
  return subjects.length === 1 && subjects[0] === 'audience';
}
