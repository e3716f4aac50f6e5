import type { FlowFacts } from '#shared/flows/facts.ts';
import { endOf } from '#shared/http/navigation.ts';
import { type FlowSituation, isAccepted } from '../engine/situation.ts';

/** A login that a browser was sent to without doing anything begins within this time, in milliseconds. */
const AT_ONCE = 2000;

/** How many logins followed each other without the user's doing, and whether redirects prove it. */
export interface LoginRun {
  readonly count: number;
  readonly proven: boolean;
}

/** The run of logins of which this one is part, where it is followed by another; null where it is not. */
export function loginRun({ facts, before, after }: FlowSituation): LoginRun | null {
  const next = nextLogin(facts, after);
  if (next === null) return null;
  let [count, proven] = [2, next.proven];
  for (let at = next.flow, rest = after; ; count++) {
    rest = rest.slice(rest.indexOf(at) + 1);
    const further = nextLogin(at, rest);
    if (further === null) break;
    proven ||= further.proven;
    at = further.flow;
  }
  for (let at = facts, rest = before; ; count++) {
    const earlier = rest.find((flow) => nextLogin(flow, [at])?.flow === at);
    if (earlier === undefined) break;
    rest = rest.slice(rest.indexOf(earlier) + 1);
    at = earlier;
  }
  return { count, proven };
}

/** The login that the same SP began again at once, though it had just taken a good answer. */
function nextLogin(facts: FlowFacts, after: readonly FlowFacts[]): { flow: FlowFacts; proven: boolean } | null {
  if (facts.kind !== 'login' || !isAccepted(facts)) return null;
  const end = facts.delivery === null ? null : endOf(facts.delivery);
  for (const flow of after) {
    if (flow.kind === 'logout') return null;
    if (flow.sp !== facts.sp || flow.sp === null || flow.request === null || !asksAlike(facts, flow)) continue;
    const proven = isRedirectedTo(facts, flow);
    if (proven) return { flow, proven };
    if (facts.landing.length > 0 || end === null || flow.startedAt === null) continue;
    if (isOtherTab(facts, flow) || flow.startedAt < end || flow.startedAt - end > AT_ONCE) continue;
    return { flow, proven: false };
  }
  return null;
}

function isRedirectedTo({ delivery, landing }: FlowFacts, { begin, request }: FlowFacts): boolean {
  const trail = new Set([delivery?.id, ...landing.map(({ id }) => id)]);
  return (begin !== null && trail.has(begin.id)) || trail.has(request?.exchange?.id);
}

function isOtherTab(one: FlowFacts, other: FlowFacts): boolean {
  const [here, there] = [one.delivery?.tab?.tabId ?? -1, other.request?.exchange?.tab?.tabId ?? -1];
  return here !== -1 && there !== -1 && here !== there;
}

/** An SP may ask again for more (a second factor); that is no loop. */
function asksAlike(one: FlowFacts, other: FlowFacts): boolean {
  return demandOf(one) === null || demandOf(other) === null || demandOf(one) === demandOf(other);
}

function demandOf({ request }: FlowFacts): string | null {
  const message = request?.inspected.message;
  if (message?.kind !== 'AuthnRequest') return null;
  const { forceAuthn, isPassive, requestedAuthnContext } = message;
  return JSON.stringify([forceAuthn, isPassive, requestedAuthnContext]);
}

/** Whether this login did not take: the SP asked again at once, by redirect or three times over. */
export function isLooping(run: LoginRun | null): boolean {
  return run !== null && (run.proven || run.count >= 3);
}
