import { isLoginResponse } from '#shared/saml/kinds.ts';
import type { FlowSituation } from './situation.ts';

/** IssueInstant may leave out the milliseconds. */
const SECOND = 1000;

/**
 * By how much the answer's IssueInstant lies outside of the time in which it was made, by the clock of the IdP's own web
 * server (the Date headers): before the request that it answers, or after its own delivery. Milliseconds; negative: too
 * early. 0 where it can have been made then, and where nothing tells.
 */
export function stampOffset({ facts, clocks }: FlowSituation): number {
  const message = facts.answer?.inspected.message;
  const issued = message && isLoginResponse(message) ? (message.issueInstant?.time ?? null) : null;
  const arrived = facts.delivery?.startedAt ?? null;
  if (clocks.idp === null || issued === null || arrived === null) return 0;
  const { offset, uncertainty } = clocks.idp;
  const latest = arrived + offset + uncertainty + SECOND;
  if (issued > latest) return issued - latest;
  const asked = facts.request?.exchange?.startedAt ?? null;
  if (asked === null) return 0;
  const earliest = asked + offset - uncertainty - SECOND;
  return issued < earliest ? issued - earliest : 0;
}
