import { type FlowSituation, unansweredStep } from '#shared/checks/engine/situation.ts';
import type { NextStep } from '#shared/flows/next-step.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import type { Ending } from './outcome.ts';
import type { Weighed } from './weigh.ts';

/** What would tell more of a flow; null where what is known is enough to act, or where there is nothing to find out. */
export function nextStepOf(situation: FlowSituation, ending: Ending, { cause, confidence }: Weighed): NextStep | null {
  const { facts } = situation;
  if (cause !== null && isError(cause) && confidence !== 'possible') return null;
  if (facts.parts.every(({ exchange }) => exchange === null)) return null;
  const lacks = new Set(facts.parts.flatMap(({ inspected }) => inspected.findings.flatMap((each) => each.lacks ?? [])));
  if (ending.outcome === 'unknown' && unansweredStep(situation) !== null) return 'record-every-tab';
  if (ending.outcome === 'unknown')
    return facts.request === null && facts.answer === null ? 'record-from-start' : 'record-to-end';
  // Who answers by a status has read the message: only its own log says more.
  if (cause?.code === 'status-not-success') return isOfIdp(cause) ? 'read-idp-log' : 'read-sp-log';
  if (ending.refusal !== null && ending.refusal.exchange.responseText === null && ending.refusal.words === '')
    return 'record-bodies';
  if (lacks.has('key')) return 'give-idp-metadata';
  if (lacks.has('metadata')) return 'give-sp-metadata';
  return ending.refusal?.by === 'idp' ? 'read-idp-log' : 'read-sp-log';
}

/** An answer to a login is the IdP's; of a logout whoever is to act may be the one that asked. */
function isOfIdp({ kind, owner, variant }: Finding): boolean {
  return kind !== 'LogoutResponse' || (owner === 'idp') !== /AuthnFailed|UnknownPrincipal|Requester/.test(variant);
}
