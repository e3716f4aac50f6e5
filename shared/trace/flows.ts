import type { Knowledge } from '#shared/checks/knowledge.ts';
import { type FlowPart, flowPartOf } from './flow-part.ts';
import { judgeFlow } from './judge-flow.ts';
import { createPartyRoles, otherParty, type PartyRoles } from './party-roles.ts';
import type { Flow, InspectedMessage } from './report.ts';

/** The flows of a growing trace. Each call costs the same however many messages there are already. */
export interface FlowBook {
  /** Takes a message in, or takes its newer version (same index) in the older one's place. */
  put(message: InspectedMessage): void;
  /** In the order in which they began; a flow that did not change is the same object as before. */
  flows(): readonly Flow[];
}

interface OpenFlow {
  readonly id: string;
  readonly kind: Flow['kind'];
  /** Its place among the flows. */
  readonly position: number;
  /** By message index. */
  readonly parts: Map<number, FlowPart>;
  /** IssueInstant of its request, once seen. */
  requestIssued: string | null;
}

/**
 * Joins messages to flows: a request by its ID, a response by its InResponseTo, an unsolicited response by its own ID
 * (saml-profiles 4.1, 4.4). A response that was recorded before its request waits for it under the same ID.
 * A request with a known ID but another IssueInstant begins a new flow: some senders use one ID for ever.
 *
 * @param knowledge tells who is an identity provider and who a service provider
 */
export function createFlowBook(knowledge: Knowledge): FlowBook {
  const roles = createPartyRoles(knowledge);
  const register = createRegister();
  /** Flows to be made again, and logouts whose initiator was only assumed with so much learned. */
  const stale = new Set<OpenFlow>();
  const assumed = new Set<OpenFlow>();
  let learned = roles.version;
  let list: readonly Flow[] = [];

  const make = (flow: OpenFlow): Flow => {
    const parts = inOrder([...flow.parts.values()]);
    const initiator = initiatorOf(flow.kind, parts, roles);
    if (initiator === null) assumed.add(flow);
    else assumed.delete(flow);
    return toFlow(flow, parts, initiator ?? 'sp');
  };

  return {
    put(message) {
      const part = flowPartOf(message);
      if (part === null) return;
      roles.learn(part);
      stale.add(register.place(part));
    },
    flows() {
      const again = new Set(learned === roles.version ? stale : [...stale, ...assumed]);
      if (again.size === 0) return list;
      learned = roles.version;
      stale.clear();
      const next = list.slice();
      for (const flow of again) next[flow.position] = make(flow);
      list = next;
      return list;
    },
  };
}

interface Register {
  /** Puts the part into its flow, which it gives. */
  place(part: FlowPart): OpenFlow;
}

function createRegister(): Register {
  let count = 0;
  const byKey = new Map<string, OpenFlow>();
  const byMessage = new Map<number, OpenFlow>();

  const open = (part: FlowPart): OpenFlow => {
    const { inspected, kind, key } = part;
    const flow: OpenFlow = {
      id: `flow-${inspected.index}`,
      kind,
      position: count++,
      parts: new Map(),
      requestIssued: null,
    };
    if (key !== null) byKey.set(`${kind} ${key}`, flow);
    return flow;
  };

  return {
    place(part) {
      const { inspected, kind, key } = part;
      const known = byMessage.get(inspected.index) ?? (key === null ? undefined : byKey.get(`${kind} ${key}`));
      const flow = known === undefined || isOtherRequest(known, part) ? open(part) : known;
      flow.parts.set(inspected.index, part);
      if (part.role === 'request') flow.requestIssued = part.issued;
      byMessage.set(inspected.index, flow);
      return flow;
    },
  };
}

function isOtherRequest(flow: OpenFlow, part: FlowPart): boolean {
  return part.role === 'request' && flow.requestIssued !== null && flow.requestIssued !== part.issued;
}

/** By time where every time is known; else as recorded, but the request before what answers it. */
function inOrder(parts: readonly FlowPart[]): readonly FlowPart[] {
  const times = parts.map((part) => part.inspected.exchange?.startedAt ?? null);
  const rank = times.includes(null)
    ? (part: FlowPart) => (part.role === 'request' ? 0 : 1)
    : (part: FlowPart) => part.inspected.exchange?.startedAt ?? 0;
  return parts.toSorted((one, other) => rank(one) - rank(other) || one.inspected.index - other.inspected.index);
}

/** Null for a logout while nothing tells who asked for it. */
function initiatorOf(kind: Flow['kind'], parts: readonly FlowPart[], roles: PartyRoles): Flow['initiator'] | null {
  if (kind === 'login') return parts.every(({ unsolicited }) => unsolicited) ? 'idp' : 'sp';
  for (const part of parts) {
    const sender = roles.senderOf(part);
    if (sender !== null) return part.role === 'request' ? sender : otherParty(sender);
  }
  return null;
}

function toFlow({ id, kind }: OpenFlow, parts: readonly FlowPart[], initiator: Flow['initiator']): Flow {
  const exchanges = parts.flatMap(({ inspected }) => (inspected.exchange === null ? [] : [inspected.exchange]));
  const starts = exchanges.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt]));
  const ends = exchanges.flatMap(({ startedAt, duration }) =>
    startedAt === null ? [] : [startedAt + (duration ?? 0)],
  );
  return {
    id,
    kind,
    ...judgeFlow(parts),
    initiator,
    messages: parts.map(({ inspected }) => inspected.index),
    startedAt: starts.length === 0 ? null : starts.reduce((one, other) => Math.min(one, other)),
    endedAt: ends.length === 0 ? null : ends.reduce((one, other) => Math.max(one, other)),
  };
}
