import { isConsequence } from '#shared/checks/consequences.ts';
import { rankFindings } from '#shared/checks/rank-findings.ts';
import { type Finding, isError, isProblem } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';

/** Whatever is wrong, these may follow from it. */
const SYMPTOMS: ReadonlySet<FindingCode> = new Set(['receiver-refused', 'login-loop']);

/**
 * The findings of one flow, or of one message outside of flows, ordered and folded: each consequence names its root
 * cause (`consequenceOf`) and stands behind it. A finding that is nobody's consequence is the same object as before.
 *
 * @param cause what was found to have made the flow end as it did: it follows from nothing, and stands in the place of
 * what was found before anybody weighed it
 */
export function foldFindings(findings: readonly Finding[], cause: Finding | null = null): readonly Finding[] {
  const ranked = rankFindings(cause === null ? findings : findings.map((each) => (isSame(each, cause) ? cause : each)));
  // What is only worth knowing brings nothing about and follows from nothing.
  const failed = ranked.filter(isProblem);
  const causes = [...new Set(failed.filter(isError).map(({ code }) => code))];
  const parents = new Map<FindingCode, FindingCode>();
  for (const { code, consequenceOf, because, facts } of failed) {
    // A refusal that says why follows from nothing else that was found.
    if (parents.has(code) || code === cause?.code || because != null || facts['phrase'] !== undefined) continue;
    const parent = consequenceOf ?? causes.find((other) => brings(other, code));
    if (parent !== undefined && rootOf(parent, parents) !== code) parents.set(code, parent);
  }
  const folded = ranked.map((finding) => {
    const root = isProblem(finding) ? rootOf(finding.code, parents) : finding.code;
    return root === finding.code ? finding : { ...finding, consequenceOf: root };
  });
  return behindTheirCause(cause === null ? folded : causeFirst(folded, cause));
}

function causeFirst(findings: readonly Finding[], cause: Finding): readonly Finding[] {
  const first = findings.filter((each) => isSame(each, cause));
  return [...first, ...findings.filter((each) => !first.includes(each))];
}

/** What a finding is about, as a key: of two about the same matter one may say more of why. */
export function matterOf({ code, variant, message, path }: Finding): string {
  return JSON.stringify([code, variant, message, path]);
}

function isSame(one: Finding, other: Finding): boolean {
  return one.code === other.code && matterOf(one) === matterOf(other);
}

function brings(code: FindingCode, consequence: FindingCode): boolean {
  if (code === consequence) return false;
  if (isConsequence(code, consequence)) return true;
  return SYMPTOMS.has(consequence) && !SYMPTOMS.has(code) && code !== 'flow-broken-off';
}

function rootOf(code: FindingCode, parents: ReadonlyMap<FindingCode, FindingCode>): FindingCode {
  const seen = new Set<FindingCode>();
  for (let at = code; ; ) {
    const parent = parents.get(at);
    if (parent === undefined || seen.has(at)) return at;
    seen.add(at);
    at = parent;
  }
}

function behindTheirCause(findings: readonly Finding[]): readonly Finding[] {
  if (findings.every(({ consequenceOf }) => !consequenceOf)) return findings;
  const consequences = Map.groupBy(findings, ({ consequenceOf }) => consequenceOf ?? '');
  const placed = new Set<Finding>();
  const ordered: Finding[] = [];
  const place = (finding: Finding): void => {
    if (placed.has(finding)) return;
    placed.add(finding);
    ordered.push(finding);
  };
  for (const finding of consequences.get('') ?? []) {
    place(finding);
    if (isProblem(finding)) for (const consequence of consequences.get(finding.code) ?? []) place(consequence);
  }
  for (const finding of findings) place(finding);
  return ordered;
}
