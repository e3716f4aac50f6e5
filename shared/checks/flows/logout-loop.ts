import type { FlowFacts } from '#shared/flows/facts.ts';
import { logoutRequestOf } from '#shared/flows/flow-part.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { spName } from '../engine/situation.ts';

/** Logouts that follow each other within this time were not asked for by a person, in milliseconds. */
const SOON = 10_000;
const LOOP = 3;

/** A logout ends: the same side does not ask the other again and again about the same session. */
export const logoutLoop = defineFlowCheck({
  code: 'logout-loop',
  rank: 100,
  owner: 'sp',
  clause: 'saml-profiles 4.4.3',
  variants: ['loop'],
  onceBy: ['sp', 'other'],
  run: ({ facts, before, after }) => {
    const key = keyOf(facts);
    if (key === null) return [];
    const count = 1 + alike(facts, key, before) + alike(facts, key, after);
    if (count < LOOP) return [];
    const words = { times: count, sp: spName(facts), other: key.receiver };
    return [{ severity: 'error', variant: 'loop', part: facts.request, facts: words }];
  },
});

interface LogoutKey {
  readonly text: string;
  readonly receiver: string;
}

/** Who asks whom about whom. */
function keyOf({ kind, request }: FlowFacts): LogoutKey | null {
  const message = request === null ? null : logoutRequestOf(request);
  if (kind !== 'logout' || message === null || message.issuer === null) return null;
  const receiver = hostOf(message.destination ?? request?.exchange?.url ?? '');
  const about = [message.nameId?.value, ...message.sessionIndexes.slice(0, 5)];
  return { text: JSON.stringify([message.issuer.value, receiver, ...about]), receiver };
}

/** Whether the browser was sent on from where this logout ended: a page that stays is no loop. */
function isSentOn({ delivery, request, landing }: FlowFacts): boolean {
  const status = (landing.at(-1) ?? delivery ?? request?.exchange)?.status ?? 0;
  return status >= 300 && status < 400;
}

/** How many of the flows on one side continue the row, nearest first; a login in between ends it. */
function alike(facts: FlowFacts, key: LogoutKey, flows: readonly FlowFacts[]): number {
  let count = 0;
  let last = facts;
  for (const flow of flows) {
    if (flow.kind === 'login' && flow.answer !== null) break;
    if (keyOf(flow)?.text !== key.text) continue;
    if (!isSentOn(flow.position < facts.position ? flow : last)) break;
    if (Math.abs((flow.startedAt ?? 0) - (last.startedAt ?? 0)) > SOON) break;
    count += 1;
    last = flow;
  }
  return count;
}
