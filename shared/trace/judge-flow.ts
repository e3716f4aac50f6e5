import type { Finding } from '#shared/checks/finding.ts';
import { rankFindings } from '#shared/checks/rank.ts';
import { STATUS } from '#shared/saml/names.ts';
import type { FlowPart } from './flow-part.ts';
import type { Flow, InspectedMessage } from './report.ts';

/** How a flow ended, and why if it did not end well. */
export interface Judgement {
  readonly outcome: Flow['outcome'];
  readonly cause: Finding | null;
}

/**
 * A flow has succeeded if one of its responses says Success, has no error, and was not turned away by the server
 * that received it: a replay after a good login does not undo the login. It has failed if none of its responses
 * is such, or if the request itself was turned away. Without an answer it is incomplete.
 */
export function judgeFlow(parts: readonly FlowPart[]): Judgement {
  const responses = parts.filter((part) => part.role === 'response');
  if (responses.some((part) => isGood(part.inspected))) return { outcome: 'succeeded', cause: null };
  const failed = responses.length > 0 || parts.some((part) => wasTurnedAway(part.inspected));
  return { outcome: failed ? 'failed' : 'incomplete', cause: causeOf(parts) };
}

function isGood(inspected: InspectedMessage): boolean {
  return saysSuccess(inspected) && !inspected.findings.some(isFailedError) && !wasTurnedAway(inspected);
}

/** PartialLogout stands below Success and still means that somebody is logged in (saml-core 3.7.3.2). */
function saysSuccess({ message }: InspectedMessage): boolean {
  if (message?.kind !== 'Response' && message?.kind !== 'LogoutResponse') return false;
  const codes = message.status?.codes ?? [];
  return codes[0] === STATUS.success && !codes.includes(STATUS.partialLogout);
}

function wasTurnedAway({ exchange }: InspectedMessage): boolean {
  return exchange !== null && ((exchange.status ?? 0) >= 400 || exchange.error !== null);
}

function isFailedError(finding: Finding): boolean {
  return finding.outcome === 'fail' && finding.severity === 'error';
}

/** The first error by rank; where nothing is an error, the first warning that a response carries. */
function causeOf(parts: readonly FlowPart[]): Finding | null {
  const failures = rankFindings(
    parts.flatMap(({ inspected }) => inspected.findings.filter(({ outcome }) => outcome === 'fail')),
  );
  return failures.find(isFailedError) ?? failures.find(({ severity }) => severity === 'warning') ?? null;
}
