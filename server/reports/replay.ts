import type { SamlService } from '#server/connection/service.ts';
import { decideIncoming, type IncomingMessage } from '#server/gate/decide-incoming.ts';
import type { RequestEnvironment } from '#server/hub/decide-access.ts';
import { wasUsed } from '#server/login/accept-response.ts';
import type { ReplayAnswer } from '#shared/api/link.ts';
import { tellFinding } from './outline-attempt.ts';
import { tellAccess } from './tell-access.ts';
import { tellMapping } from './tell-report.ts';

/**
 * How the gate of a connection would decide about a message, and what its user would see. Nothing comes of it: no session,
 * no mark of a replay, no report, and whether its request waits is not asked, because a recording is of another browser.
 *
 * @param at milliseconds since the epoch at which times are judged
 * @param environment of who asks: rules that go by an address are told for this one
 * @throws WorkbenchError where the message cannot be read at all, and what the threads throw
 */
export async function replay(
  service: SamlService,
  message: IncomingMessage,
  at: number,
  environment: RequestEnvironment,
): Promise<ReplayAnswer> {
  const decision = await decideIncoming(service, message, { now: at });
  const { verdict, reasons, findings, mapping, assertionId } = decision;
  const told = new Set(reasons.map(({ code }) => code));
  return {
    verdict,
    message: decision.message.name,
    reasons: reasons.map(tellFinding),
    noticed: findings.filter(({ code, outcome }) => outcome === 'fail' && !told.has(code)).map(tellFinding),
    isUsed: assertionId === null ? null : await wasUsed(service, assertionId),
    mapping: mapping === null ? null : tellMapping(mapping),
    access: tellAccess(service, mapping, environment),
  };
}
