import { type FlowFacts, flowFactsOf } from '#shared/flows/facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { type FlowPart, flowPartOf } from '#shared/flows/flow-part.ts';
import { createFlowRegister, type OpenFlow } from '#shared/flows/flow-register.ts';
import { REACH } from '#shared/flows/neighbours.ts';
import { createPartyRoles } from '#shared/flows/party-roles.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { createExchangeLog } from '#shared/http/exchange-log.ts';
import { setsCookies } from '#shared/http/exchange-parts.ts';
import { isNavigation } from '#shared/http/navigation.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { describeFlow } from './describe.ts';

/** The flows of a growing trace. Each call costs the same however many messages there are already. */
export interface FlowBook {
  /** Takes an exchange in, or its newer version, before the messages in it. */
  see(exchange: Exchange): void;
  /** Takes a message in, or takes its newer version (same index) in the older one's place. */
  put(message: InspectedMessage): void;
  /** In the order in which they began; a flow that did not change is the same object as before. */
  flows(): readonly Flow[];
}

/** So many flows on each side may say something about a flow: loops, logouts before logins. */
const FLOWS_AROUND = 8;

/**
 * Joins messages to flows: a request by its ID, a response by its InResponseTo, an unsolicited response by its own ID
 * (saml-profiles 4.1, 4.4), an artifact by what it stands for (saml-profiles 5), WS-Federation by `wctx`. A response
 * that was recorded before its request waits for it under the same ID. A request with a known ID but another
 * IssueInstant begins a new flow: some senders use one ID for ever.
 *
 * @param knowledge tells who is an identity provider and who a service provider
 */
export function createFlowBook(knowledge: Knowledge): FlowBook {
  const roles = createPartyRoles(knowledge);
  const register = createFlowRegister();
  const log = createExchangeLog();
  const open: OpenFlow[] = [];
  const facts = new Map<OpenFlow, FlowFacts>();
  /** Flows that have, or had, an exchange at a place of the log. */
  const byPlace = new Map<number, Set<OpenFlow>>();
  /** Flows to be made again, and logouts whose initiator was only assumed with so much learned. */
  const stale = new Set<OpenFlow>();
  const assumed = new Set<OpenFlow>();
  /** What the flows around one may see of it, as it was when they were made. */
  const outlines = new Map<OpenFlow, string>();
  /** The place of each exchange, of whatever kind, in the order of arrival. */
  const numbers = new Map<string, number>();
  let learned = roles.version();
  let list: readonly Flow[] = [];

  const touch = (flow: OpenFlow): void => {
    facts.delete(flow);
    stale.add(flow);
  };
  const touchNear = (place: number): void => {
    for (let at = place - REACH; at <= place + REACH; at++) for (const flow of byPlace.get(at) ?? []) touch(flow);
  };
  const place = (part: FlowPart): void => {
    const flow = register.place(part);
    if (flow === null) return;
    open[flow.position] = flow;
    touch(flow);
    if (part.exchange !== null) at(byPlace, log.put(part.exchange)).add(flow);
  };
  const factsFor = (flow: OpenFlow): FlowFacts => {
    const isOthers = (at: number) =>
      [...(byPlace.get(at) ?? [])].some((other) => other !== flow && carries(other, log.at(at)?.id));
    const known = facts.get(flow) ?? flowFactsOf(flow, log, isOthers);
    facts.set(flow, known);
    return known;
  };
  const make = (flow: OpenFlow): Flow => {
    const near = (from: number, to: number) => open.slice(Math.max(0, from), to).map(factsFor);
    const { position } = flow;
    const made = describeFlow({
      facts: factsFor(flow),
      before: near(position - FLOWS_AROUND, position).reverse(),
      after: near(position + 1, position + 1 + FLOWS_AROUND),
      roles,
      knowledge,
      numberOf: (id) => numbers.get(id) ?? 0,
    });
    if (made.isAssumed) assumed.add(flow);
    else assumed.delete(flow);
    return made.flow;
  };

  return {
    see(exchange) {
      if (!numbers.has(exchange.id)) numbers.set(exchange.id, numbers.size);
      if (log.has(exchange.id) || isNavigation(exchange)) touchNear(log.put(exchange));
      else if (setsCookies(exchange)) touchNear(log.putBeside(exchange));
    },
    put(message) {
      const part = flowPartOf(message);
      if (part === null) return;
      roles.learn(part);
      place(part);
    },
    flows() {
      const changed = learned === roles.version() ? stale : new Set([...stale, ...assumed]);
      if (changed.size === 0) return list;
      learned = roles.version();
      const again = withNeighbours(changed, open, (flow) => {
        const outline = outlineOf(factsFor(flow));
        const isSame = outlines.get(flow) === outline;
        outlines.set(flow, outline);
        return !isSame;
      });
      const next = list.slice();
      for (const flow of again) next[flow.position] = sameOr(list[flow.position], make(flow));
      stale.clear();
      list = next;
      return list;
    },
  };
}

/** An exchange that only announced a message does not carry it. */
function carries(flow: OpenFlow, id: string | undefined): boolean {
  for (const { exchange } of flow.parts.values()) if (exchange?.id === id) return true;
  return false;
}

function at<Key, Value>(sets: Map<Key, Set<Value>>, key: Key): Set<Value> {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  return set;
}

/** What is said of a flow may depend on those around it, where these changed in something that others see. */
function withNeighbours(
  flows: ReadonlySet<OpenFlow>,
  open: readonly OpenFlow[],
  isChanged: (flow: OpenFlow) => boolean,
): ReadonlySet<OpenFlow> {
  const all = new Set(flows);
  for (const flow of flows) {
    if (!isChanged(flow)) continue;
    const { position } = flow;
    for (const near of open.slice(Math.max(0, position - FLOWS_AROUND), position + 1 + FLOWS_AROUND)) all.add(near);
  }
  return all;
}

/** Everything of a flow that the checks of other flows look at. */
function outlineOf({ sp, idp, startedAt, begin, request, answer, delivery, landing, parts }: FlowFacts): string {
  const state = (exchange: Exchange | null) =>
    exchange === null ? null : [exchange.id, exchange.status, exchange.error];
  const trail = [begin, request?.exchange ?? null, delivery, ...landing].map(state);
  return JSON.stringify([sp, idp, startedAt, answer?.inspected.index, parts.length, trail]);
}

/** The older flow where the newer one says the same; both are plain data. */
function sameOr(older: Flow | undefined, newer: Flow): Flow {
  return older !== undefined && JSON.stringify(older) === JSON.stringify(newer) ? older : newer;
}
