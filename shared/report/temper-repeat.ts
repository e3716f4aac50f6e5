import { saidNo } from '#shared/flows/answer-said.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { Finding } from '#shared/inspection/finding.ts';

/**
 * A message that came a second time is an error where its receiver refused it. Where it took it (a redirect that repeats
 * the POST, an SP that posts again to itself, a double click whose first POST was dropped) it is only worth knowing, and
 * where its answer was not recorded nobody can tell.
 *
 * @param before the exchange that brought the same message last; null: none is known
 */
export function temperRepeat(
  findings: readonly Finding[],
  exchange: Exchange | null,
  before: Exchange | null,
): readonly Finding[] {
  if (exchange === null) return findings;
  // Whoever sends it on has not looked at it: it came once.
  const isSentOn = before !== null && isPassedOn(before) && before.redirectUrl === exchange.url;
  if (isPassedOn(exchange))
    return findings
      .filter((finding) => !(isSentOn && isRepeat(finding)))
      .map((finding) => (isOfAddress(finding) ? { ...finding, severity: 'info' } : finding));
  if (!findings.some(isRepeat)) return findings;
  const severity = severityOf(exchange);
  const isTaken = severity === 'info' && exchange.status !== null;
  return findings
    .filter((finding) => !(isSentOn && isRepeat(finding)))
    .map((finding) => (isRepeat(finding) || (isTaken && isOfAddress(finding)) ? { ...finding, severity } : finding));
}

/**
 * A 307 or 308 has the browser send the same form to another address than the one that the message names (RFC 9110
 * 15.4.8, 15.4.9): where the receiver took it there, the address is no reason for anything.
 */
function isOfAddress({ code, outcome }: Finding): boolean {
  return outcome === 'fail' && (code === 'destination-mismatch' || code === 'recipient-mismatch');
}

/** Nobody looks at a form that is sent on as it is: what it is worth shows where it arrives. */
function isPassedOn({ method, status, redirectUrl }: Exchange): boolean {
  return method === 'POST' && (status === 307 || status === 308) && redirectUrl !== null;
}

/** Whether a finding is about a message that came before. */
export function isRepeat({ code, outcome }: Finding): boolean {
  return code === 'assertion-replayed' && outcome === 'fail';
}

function severityOf(exchange: Exchange): Finding['severity'] {
  if (exchange.status === null) return exchange.error === null ? 'warning' : 'info';
  return saidNo(exchange) === null ? 'info' : 'error';
}
