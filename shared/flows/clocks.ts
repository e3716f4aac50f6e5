import { endOf, hostOf } from '#shared/http/navigation.ts';
import { isFromIdp } from '#shared/inspection/expectations.ts';
import { type ClockOffset, type ClockSample, dateSample, estimateOffset, issueSample } from './clock-offset.ts';
import type { FlowFacts } from './facts.ts';
import type { Flow } from './flow.ts';
import type { Sides } from './participants.ts';
import type { Party } from './party-roles.ts';
import type { ExchangeStep } from './steps.ts';

/**
 * The clocks of both sides: from the Date headers of their responses, and of the IdP from when it issued its answer; of an SP
 * without any such header from when it issued its request.
 */
export function clocksOf(facts: FlowFacts, steps: readonly ExchangeStep[], sides: Sides): Flow['clocks'] {
  const dates = (party: Party) =>
    steps
      .filter(({ exchange }) => sides.get(hostOf(exchange.url)) === party)
      .flatMap(({ exchange }) => dateSample(exchange) ?? []);
  const issued = issuedByIdp(facts, steps, sides);
  const bySp = dates('sp');
  return { idp: settle(dates('idp'), issued), sp: settle(bySp, bySp.length > 0 ? [] : issuedBySp(facts)) };
}

/** A Date header is about the moment it was sent; a message may be old, so it counts only where both agree. */
function settle(dates: readonly ClockSample[], issued: readonly ClockSample[]): ClockOffset | null {
  if (dates.length === 0) return estimateOffset(issued);
  const byDates = estimateOffset(dates);
  const byBoth = estimateOffset([...dates, ...issued]);
  return byDates !== null && byBoth !== null && byBoth.uncertainty <= byDates.uncertainty ? byBoth : byDates;
}

/** A request is made between the page that was asked for and the way to the IdP, where both were recorded. */
function issuedBySp({ kind, begin, request }: FlowFacts): readonly ClockSample[] {
  const message = request?.inspected.message ?? null;
  const instant = message?.kind === 'AuthnRequest' ? message.issueInstant : null;
  const [after, sent] = [begin?.startedAt ?? null, request?.exchange?.startedAt ?? null];
  if (kind !== 'login' || begin === request?.exchange || instant?.time == null || after === null || sent === null)
    return [];
  return [issueSample(instant.time, instant.text, after, sent)].filter((each) => each !== null);
}

/** A response is made after the request reached the IdP, or the page before it, and before it is delivered. */
function issuedByIdp(facts: FlowFacts, steps: readonly ExchangeStep[], sides: Sides): readonly ClockSample[] {
  const message = facts.answer?.inspected.message;
  const instant = message && isFromIdp(message) ? message.issueInstant : null;
  const before = facts.delivery?.startedAt ?? announcedAt(facts);
  if (instant?.time == null || before === null) return [];
  const page = steps.findLast(
    ({ exchange }) =>
      exchange !== facts.delivery &&
      exchange.startedAt !== null &&
      exchange.startedAt <= before &&
      sides.get(hostOf(exchange.url)) === 'idp',
  );
  const after = page?.exchange.startedAt ?? null;
  return after === null ? [] : [issueSample(instant.time, instant.text, after, before)].filter((each) => each !== null);
}

function announcedAt({ answer }: FlowFacts): number | null {
  return answer?.inspected.announced && answer.exchange !== null ? endOf(answer.exchange) : null;
}
