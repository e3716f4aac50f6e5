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
  if (responses.some(isGood)) return { outcome: 'succeeded', cause: null };
  const refusal = parts.map(refusalOf).find((finding) => finding !== null) ?? null;
  const failed = responses.length > 0 || refusal !== null;
  return { outcome: failed ? 'failed' : 'incomplete', cause: causeOf(parts, refusal) };
}

function isGood(part: FlowPart): boolean {
  return saysSuccess(part.inspected) && !part.inspected.findings.some(isFailedError) && refusalOf(part) === null;
}

/** PartialLogout stands below Success and still means that somebody is logged in (saml-core 3.7.3.2). */
function saysSuccess({ message }: InspectedMessage): boolean {
  if (message?.kind !== 'Response' && message?.kind !== 'LogoutResponse') return false;
  const codes = message.status?.codes ?? [];
  return codes[0] === STATUS.success && !codes.includes(STATUS.partialLogout);
}

function isFailedError(finding: Finding): boolean {
  return finding.outcome === 'fail' && finding.severity === 'error';
}

/** The first error by rank; else that it was turned away; else the first warning. */
function causeOf(parts: readonly FlowPart[], refusal: Finding | null): Finding | null {
  const failures = rankFindings(
    parts.flatMap(({ inspected }) => inspected.findings.filter(({ outcome }) => outcome === 'fail')),
  );
  return failures.find(isFailedError) ?? refusal ?? failures.find(({ severity }) => severity === 'warning') ?? null;
}

/**
 * What the server that received a message said to it, if that was no. To a request 401 and 407 are no refusal:
 * an identity provider asks for Kerberos or a certificate that way.
 */
function refusalOf({ role, inspected }: FlowPart): Finding | null {
  const { exchange, wire } = inspected;
  if (exchange === null || wire?.binding === 'soap') return null;
  const status = exchange.status ?? 0;
  const isChallenge = role === 'request' && (status === 401 || status === 407);
  if (status >= 400 && !isChallenge) return refused(inspected, role, `${status}`, exchange.url);
  return exchange.status === null && exchange.error !== null
    ? refused(inspected, 'unreachable', exchange.error, exchange.url)
    : null;
}

function refused({ index, message }: InspectedMessage, variant: string, status: string, url: string): Finding {
  const kind = message?.element.localName ?? 'message';
  return {
    code: 'receiver-refused',
    severity: 'error',
    outcome: 'fail',
    message: index,
    path: `/${kind}`,
    range: null,
    expected: null,
    received: status,
    clause: 'saml-bindings 3.4.6, 3.5.6',
    variant,
    facts: { kind, status, host: URL.parse(url)?.host ?? url },
  };
}
