import type { FlowFacts } from '#shared/flows/facts.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck, type FlowVerdict } from '../engine/define-flow-check.ts';
import { type FlowSituation, unansweredStep } from '../engine/situation.ts';

const VARIANTS = [
  'http',
  'network',
  'chain',
  'begun-anew',
  'waiting',
  'unanswered',
  'not-sent',
  'logout-waiting',
] as const;
type Verdicts = readonly FlowVerdict<(typeof VARIANTS)[number]>[];

/** A request gets its answer. */
export const flowBrokenOff = defineFlowCheck({
  code: 'flow-broken-off',
  rank: 140,
  owner: 'network',
  owners: { unanswered: 'browser' },
  clause: 'saml-profiles 4.1.3.5, 4.4.3.5',
  variants: VARIANTS,
  run: (situation) => {
    const { facts } = situation;
    if (facts.answer?.inspected.announced && facts.delivery === null) return notSent(facts);
    const silent = unansweredStep(situation);
    if (silent !== null) return unanswered(silent, facts);
    if (facts.request?.exchange == null || facts.answer !== null) return [];
    return whereItStopped(situation);
  },
});

/** What can be known of it, and no more: who kept the answer away the recording does not say. */
function unanswered(exchange: Exchange, { request, answer }: FlowFacts): Verdicts {
  const facts = { host: hostOf(exchange.url), method: exchange.method };
  const told = { received: 'no status and no error', facts, confidence: 'possible' } as const;
  return [{ ...told, severity: 'info', variant: 'unanswered', part: answer ?? request }];
}

function notSent({ answer }: FlowFacts): Verdicts {
  const host = hostOf(answer?.exchange?.url ?? '');
  return [{ severity: 'info', variant: 'not-sent', part: answer, facts: { host } }];
}

function whereItStopped(situation: FlowSituation): Verdicts {
  const { facts, after } = situation;
  const last = lastPage(situation);
  const host = hostOf(last?.url ?? facts.request?.exchange?.url ?? '');
  const status = last?.status ?? 0;
  const evidence = {
    part: facts.request,
    received: last === null ? null : wordsOf(last),
    facts: { host, status, error: last?.error ?? '' },
  };
  if (last !== null && last.status === null && last.error !== null)
    return [{ ...evidence, severity: 'error', variant: 'network' }];
  if (status >= 400 && status !== 401 && status !== 407) {
    // Who answered is there: it is for that side to look, where it is known.
    const side = situation.sides.get(host);
    return [{ ...evidence, severity: 'error', variant: 'http', ...(side === undefined ? {} : { owner: side }) }];
  }
  const stuck = facts.kind === 'logout' ? stuckParticipant(situation) : null;
  if (stuck !== null) {
    const words = { host: hostOf(stuck.url), status: stuck.status ?? 0, error: stuck.error ?? '' };
    return [{ ...evidence, severity: 'error', variant: 'chain', received: wordsOf(stuck), facts: words }];
  }
  const isAnew = after.some(
    ({ kind, sp, request }) => kind === facts.kind && request !== null && sp === facts.sp && sp !== null,
  );
  if (isAnew) return [{ ...evidence, severity: 'info', variant: 'begun-anew' }];
  const isLogout = facts.kind === 'logout' && facts.protocol === 'saml' && status > 0;
  if (!isLogout) return [{ ...evidence, severity: 'info', variant: 'waiting' }];
  const silent = unansweredParticipant(situation);
  const words = silent === null ? evidence.facts : { ...evidence.facts, host: hostOf(silent.url) };
  return [{ ...evidence, severity: 'warning', variant: 'logout-waiting', facts: words }];
}

function wordsOf({ status, error }: Exchange): string {
  return status === null ? (error ?? 'no response') : `HTTP ${status}`;
}

/** The last page that the browser got. */
function lastPage({ steps, facts }: FlowSituation): Exchange | null {
  return (
    steps.findLast(({ exchange }) => exchange.status !== null || exchange.error !== null)?.exchange ??
    facts.request?.exchange ??
    null
  );
}

/** In a chain of logouts, the participant whose own logout failed before this one was answered (saml-profiles 4.4.3.2). */
function stuckParticipant(situation: FlowSituation): Exchange | null {
  const isFailed = ({ status, error }: Exchange) => (status ?? 0) >= 400 || (status === null && error !== null);
  return unansweredParticipants(situation).find(isFailed) ?? null;
}

/** The participant on whose page the browser was left. */
function unansweredParticipant(situation: FlowSituation): Exchange | null {
  return unansweredParticipants(situation)[0] ?? null;
}

/** Requests of logouts that began after this one and were not answered either. */
function unansweredParticipants({ facts, after }: FlowSituation): readonly Exchange[] {
  return after.flatMap(({ kind, request, answer }) => {
    const exchange = request?.exchange ?? null;
    return kind === 'logout' && answer === null && exchange !== null && exchange !== facts.request?.exchange
      ? [exchange]
      : [];
  });
}
