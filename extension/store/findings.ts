import type { Finding } from '#shared/checks/finding.ts';

/** Those that a user has to look at: what failed and what could not be told, in the order given (the cause first). */
export function openFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.outcome !== 'pass');
}

/** Those that came out well. */
export function passedFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.outcome === 'pass');
}

/** The failure that explains the others: the first error, else the first warning. */
export function causeOf(findings: readonly Finding[]): Finding | null {
  const failed = findings.filter((finding) => finding.outcome === 'fail');
  return (
    failed.find((finding) => finding.severity === 'error') ??
    failed.find((finding) => finding.severity === 'warning') ??
    null
  );
}
