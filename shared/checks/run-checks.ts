import type { SamlMessage } from '#shared/saml/messages.ts';
import { findAttribute, pathOf } from '#shared/xml/navigate.ts';
import { ALL_CHECKS } from './all-checks.ts';
import { type CheckContext, createContext } from './context.ts';
import type { Check, Evidence, Verdict } from './define-check.ts';
import type { Finding, Severity } from './finding.ts';
import type { Knowledge } from './knowledge.ts';
import { rankFindings } from './rank.ts';
import type { CheckSubject, Receiver } from './subject.ts';
import { vendorOf } from './vendors.ts';

/** Of one check in one message so many results are kept, failures first: a message can have 100,000 attributes. */
const MAX_VERDICTS = 20;

/**
 * Every check that applies to the message, each result a finding, `pass` included; the cause first.
 * `receiver` is `sp` at a gate, which takes nothing from the trace on trust. Never throws on a message's content.
 */
export function runChecks(subject: CheckSubject, knowledge: Knowledge, receiver: Receiver = null): readonly Finding[] {
  const context = createContext(subject, knowledge, receiver);
  const vendor = vendorOf(subject.message);
  const facts = vendor === null ? {} : { vendor };
  const findings = ALL_CHECKS.filter((check) => check.appliesTo.includes(subject.message.kind)).flatMap((check) =>
    runCheck(check, context).map((verdict) => toFinding(check, verdict, subject, facts)),
  );
  return rankFindings(findings);
}

function runCheck(check: Check, context: CheckContext): readonly Verdict[] {
  const verdicts = check.run(context);
  if (verdicts.length <= MAX_VERDICTS) return verdicts;
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass');
  const others = verdicts.filter(({ outcome }) => outcome !== 'pass');
  return [...others, ...passed].slice(0, MAX_VERDICTS);
}

/**
 * An assertion by itself may serve another purpose than a browser login (a token of WS-Federation or OAuth), so what
 * only that profile asks for (saml-profiles 4.1) is no fault of it.
 */
function severityFor({ clause, severity }: Check, kind: SamlMessage['kind']): Severity {
  return kind === 'Assertion' && clause.startsWith('saml-profiles 4.1') ? 'info' : severity;
}

function toFinding(
  check: Check,
  verdict: Verdict,
  { index, message }: CheckSubject,
  shared: Finding['facts'],
): Finding {
  const { outcome, variant, evidence } = verdict;
  return {
    code: check.code,
    severity: evidence.severity ?? severityFor(check, message.kind),
    outcome,
    message: index,
    ...place(evidence),
    expected: evidence.expected ?? null,
    received: evidence.received ?? null,
    clause: check.clause,
    variant,
    facts: { ...shared, ...evidence.facts },
  };
}

function place({ at, attribute }: Evidence): Pick<Finding, 'path' | 'range'> {
  const path = pathOf(at);
  if (attribute === undefined) return { path, range: { start: at.start, end: at.end } };
  const found = findAttribute(at, '', attribute);
  return {
    path: `${path}/@${attribute}`,
    range: found === null ? startTag(at) : { start: found.start, end: found.end },
  };
}

/** An attribute that is missing is missing in the start tag: the name is pointed at. */
function startTag(at: Evidence['at']): { start: number; end: number } {
  return { start: at.start, end: Math.min(at.end, at.start + 1 + at.name.length) };
}
