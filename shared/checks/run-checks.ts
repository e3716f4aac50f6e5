import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { CheckedMessage } from '#shared/inspection/checked-message.ts';
import type { Finding, Severity } from '#shared/inspection/finding.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import { ownerFor } from '#shared/inspection/owner.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { findAttribute, pathOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { ALL_CHECKS } from './all-checks.ts';
import type { Check, Evidence, Verdict } from './engine/define-check.ts';
import { isGated } from './engine/gated.ts';
import { isForIdp, productsOf } from './engine/vendors.ts';
import { rankFindings } from './rank-findings.ts';

/** Of one check in one message so many results are kept, failures first: a message can have 100,000 attributes. */
const MAX_VERDICTS = 20;

/**
 * Every check that applies to the message, each result a finding, `pass` included; the cause first.
 * Never throws on a message's content.
 */
export function runChecks(context: CheckContext): readonly Finding[] {
  const { subject } = context;
  const run: Run = {
    subject,
    sender: context.expected.sender,
    isGated: isGated(context),
    products: undefined,
    paths: new Map(),
  };
  const findings: Finding[] = [];
  for (const check of checksFor(subject.message.kind)) runCheck(check, context, run, findings);
  return rankFindings(findings);
}

/** The products with who sent the message: what to set at a product depends on it. */
function productsFor(message: SamlMessage, sender: Run['sender']): Finding['facts'] {
  const by = sender ?? (isForIdp(message) ? 'sp' : message.kind === 'SecurityTokenResponse' ? 'idp' : null);
  const products = productsOf([message], () => by);
  if (products === null) return NONE;
  return by === null ? products : { ...products, sender: by };
}

const BY_KIND = new Map<SamlMessage['kind'], readonly Check[]>();

/** Worked out once for each kind: most of the checks are for other kinds of messages. */
function checksFor(kind: SamlMessage['kind']): readonly Check[] {
  const known = BY_KIND.get(kind);
  if (known !== undefined) return known;
  const checks = ALL_CHECKS.filter(({ appliesTo }) => appliesTo.includes(kind));
  BY_KIND.set(kind, checks);
  return checks;
}

/** What all findings of one run share. */
interface Run {
  readonly subject: CheckedMessage;
  readonly sender: CheckContext['expected']['sender'];
  readonly isGated: boolean;
  /** Looked for once there is something to advise on. */
  products: Finding['facts'] | undefined;
  /** The paths so far: many findings are about the same few elements. */
  readonly paths: Map<XmlElement, string>;
}

/** Adds what a check finds to `findings`; most find nothing to look at. */
function runCheck(check: Check, context: CheckContext, run: Run, findings: Finding[]): void {
  const verdicts = check.run(context);
  if (verdicts.length === 0) return;
  const severity = severityFor(check, run.subject.message.kind);
  const kept = verdicts.length <= MAX_VERDICTS ? verdicts : worstOf(verdicts, severity);
  for (const verdict of kept) findings.push(toFinding(check, severity, verdict, run));
}

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** The worst first, so that nothing that matters is lost among trifles that somebody put in to hide it. */
function worstOf(verdicts: readonly Verdict[], usual: Severity): readonly Verdict[] {
  const rank = ({ outcome, evidence }: Verdict): number =>
    outcome === 'pass' ? ORDER.length : ORDER.indexOf(evidence.severity ?? usual);
  return verdicts.toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_VERDICTS);
}

/** What only the profile of a browser login asks for is no fault of an assertion by itself. */
function severityFor({ profile, severity }: Check, kind: SamlMessage['kind']): Severity {
  const isBare = kind === 'Assertion' || kind === 'Assertion11';
  return isBare && profile === 'web-sso' ? 'info' : severity;
}

function toFinding(check: Check, usual: Severity, { outcome, variant, lacks, evidence }: Verdict, run: Run): Finding {
  const { code, clause, gate, mild } = check;
  const { kind } = run.subject.message;
  const owner = evidence.owner ?? check.owners[variant] ?? check.owner;
  const refuses = run.isGated && gate !== null && outcome === 'fail' && !mild.includes(variant);
  return makeFinding({
    code,
    severity: refuses ? 'error' : (evidence.severity ?? usual),
    outcome,
    lacks,
    message: run.subject.index,
    kind,
    path: pathWithin(evidence, run.paths),
    range: rangeOf(evidence),
    expected: evidence.expected ?? null,
    received: evidence.received ?? null,
    clause,
    variant,
    facts: outcome === 'pass' ? (evidence.facts ?? {}) : withProducts(evidence.facts, run),
    owner: ownerFor(owner, kind, run.sender),
  });
}

/** Advice differs by product; of what is right there is none. */
function withProducts(facts: Evidence['facts'], run: Run): Finding['facts'] {
  run.products ??= productsFor(run.subject.message, run.sender);
  return run.products === NONE ? (facts ?? NONE) : { ...facts, ...run.products };
}

const NONE: Finding['facts'] = {};

function pathWithin({ at, attribute }: Evidence, paths: Run['paths']): string {
  let path = paths.get(at);
  if (path === undefined) {
    path = pathOf(at);
    paths.set(at, path);
  }
  return attribute === undefined ? path : `${path}/@${attribute}`;
}

/** Where an attribute is missing, the name of its element is pointed at. */
function rangeOf({ at, attribute }: Evidence): Finding['range'] {
  if (attribute === undefined) return { start: at.start, end: at.end };
  const found = findAttribute(at, '', attribute);
  if (found !== null) return { start: found.start, end: found.end };
  return { start: at.start, end: Math.min(at.end, at.start + 1 + at.name.length) };
}
