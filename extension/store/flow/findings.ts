import { type Finding, isError, isProblem } from '#shared/inspection/finding.ts';

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
  const roots = rootFindings(findings);
  return roots.find(isError) ?? roots.find(isProblem) ?? null;
}

/** A finding with what it brought about, which goes when it does. */
export interface FoldedFinding {
  readonly finding: Finding;
  readonly consequences: readonly Finding[];
}

/** Each consequence under its cause, in the order given; one whose cause is not among them stands for itself. */
export function foldUnderCauses(findings: readonly Finding[]): FoldedFinding[] {
  const folded: { finding: Finding; consequences: Finding[] }[] = [];
  for (const finding of findings) {
    const cause = folded.find(({ finding: { code } }) => code === finding.consequenceOf);
    if (finding.consequenceOf != null && cause !== undefined) cause.consequences.push(finding);
    else folded.push({ finding, consequences: [] });
  }
  return folded;
}

/** Those that stand for themselves. */
function rootFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ consequenceOf }) => consequenceOf == null);
}
