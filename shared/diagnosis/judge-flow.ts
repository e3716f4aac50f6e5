import { statusCodesOf } from '#shared/flows/facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { isRefused, refusalOf } from '#shared/flows/refusal.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { foldFindings } from './fold-findings.ts';

/** How a flow ended, and why if it did not end well. */
export interface Judgement {
  readonly outcome: Flow['outcome'];
  readonly cause: Finding | null;
}

/**
 * A flow has succeeded if one of its responses says Success, has no error, and was not turned away by the server
 * that received it, and if nothing is wrong with the flow as such: a replay after a good login does not undo the
 * login, a login loop does. It has failed if none of its responses is such, or if the request itself was turned away.
 * Without an answer it is incomplete.
 *
 * @param findings of the flow as such
 */
export function judgeFlow(parts: readonly FlowPart[], findings: readonly Finding[]): Judgement {
  const isFlawed = findings.some(isError);
  if (!isFlawed && hasGoodEnd(parts)) return { outcome: 'succeeded', cause: null };
  const isAnswered = parts.some(({ role }) => role === 'response' || role === 'resolved');
  return { outcome: isAnswered || isFlawed ? 'failed' : 'incomplete', cause: causeOf(parts, findings) };
}

function hasGoodEnd(parts: readonly FlowPart[]): boolean {
  const isResolved = parts.some(({ role }) => role === 'resolved');
  return parts.some((part) => !(isResolved && part.role === 'artifact') && isGood(part));
}

function isGood(part: FlowPart): boolean {
  if (part.inspected.findings.some(isError) || isRefused(part)) return false;
  if (part.role === 'artifact') return isTaken(part);
  if (part.protocol === 'ws-federation') return isGoodFederation(part);
  const codes = part.role === 'response' ? statusCodesOf(part) : [];
  return codes[0] === STATUS_CODE.success && !codes.includes(STATUS_CODE.partialLogout);
}

/** What an artifact stands for travels behind the browser's back: that the receiver took it is all that shows. */
function isTaken({ exchange }: FlowPart): boolean {
  return exchange?.status != null && exchange.status < 400;
}

/** A token has no status; a WS-Federation logout has no answer but the page that comes. */
function isGoodFederation(part: FlowPart): boolean {
  if (part.kind === 'logout') return isTaken(part);
  return part.role === 'response' && part.inspected.error === null;
}

/** The first error by rank that is nobody's consequence; else the first warning. */
function causeOf(parts: readonly FlowPart[], findings: readonly Finding[]): Finding | null {
  const failures = foldFindings([
    ...parts.flatMap(({ inspected }) => inspected.findings.filter(({ outcome }) => outcome === 'fail') ?? []),
    ...findings,
  ]);
  return failures.find(isError) ?? failures.find(({ severity }) => severity === 'warning') ?? null;
}

/** What a receiver answered, where that was no and neither a good answer nor a fault of a message explains it. */
export function unexplainedRefusal(parts: readonly FlowPart[]): readonly Finding[] {
  if (hasGoodEnd(parts) || parts.some(({ inspected }) => inspected.findings.some(isError))) return [];
  return parts.flatMap((part) => refusalOf(part) ?? []).slice(0, 1);
}
