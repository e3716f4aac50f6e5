import { hostOf } from '#shared/http/navigation.ts';
import { siteOf } from '#shared/http/site.ts';
import { relayStateOf } from '#shared/inspection/parameter-message.ts';
import type { Flow } from './flow.ts';
import type { FlowPart } from './flow-part.ts';

/** A flow while its parts come in. */
export interface OpenFlow {
  readonly id: string;
  readonly kind: Flow['kind'];
  /** Its place among the flows. */
  readonly position: number;
  /** By message index. */
  readonly parts: Map<number, FlowPart>;
  /** IssueInstant of its request, once seen. */
  requestIssued: string | null;
  answered: boolean;
}

/** Which part belongs to which flow. */
export interface FlowRegister {
  /** Puts the part into its flow, which it gives; null for what begins none and belongs to none that is known. */
  place(part: FlowPart): OpenFlow | null;
}

/**
 * So many logins without an answer are remembered (an artifact names none, and a token of WS-Federation may not), and as
 * many logouts: their answer may name another request.
 */
const MAX_WAITING = 20;

/** An empty register. Each call costs the same however many flows there are. */
export function createFlowRegister(): FlowRegister {
  let count = 0;
  const byKey = new Map<string, OpenFlow>();
  const byPart = new Map<number, OpenFlow>();
  const waiting: OpenFlow[] = [];
  const waitingLogouts: OpenFlow[] = [];

  const open = (part: FlowPart): OpenFlow => {
    const flow: OpenFlow = {
      id: `flow-${part.inspected.index}`,
      kind: part.kind,
      position: count++,
      parts: new Map(),
      requestIssued: null,
      answered: false,
    };
    for (const key of part.keys) byKey.set(key, flow);
    if (part.role === 'request') {
      const list = part.kind === 'login' ? waiting : waitingLogouts;
      list.push(flow);
      if (list.length > MAX_WAITING) list.shift();
    }
    return flow;
  };

  const find = (part: FlowPart): OpenFlow | undefined => {
    const own = byPart.get(part.inspected.index);
    if (own !== undefined) return own;
    const known = part.keys.map((key) => byKey.get(key)).find((flow) => flow !== undefined);
    const led =
      known === undefined || known.answered ? waitingLogouts.findLast((flow) => isLedTo(flow, part)) : undefined;
    return led ?? known ?? waiting.findLast((flow) => !flow.answered && isHinted(flow, part));
  };

  return {
    place(part) {
      const known = find(part);
      if (known === undefined && part.keys.length === 0 && part.inspected.error !== null) return null;
      const flow = known === undefined || isOtherRequest(known, part) ? open(part) : known;
      flow.parts.set(part.inspected.index, part);
      if (part.role === 'request') flow.requestIssued = part.issued;
      else if (part.role !== 'resolve') flow.answered = true;
      for (const key of part.keys) if (!byKey.has(key)) byKey.set(key, flow);
      byPart.set(part.inspected.index, flow);
      return flow;
    },
  };
}

/** A request with a known ID but another IssueInstant; in WS-Federation, which has no IDs, one after the answer. */
function isOtherRequest(flow: OpenFlow, part: FlowPart): boolean {
  if (part.role !== 'request' || flow.parts.has(part.inspected.index)) return false;
  if (part.protocol === 'ws-federation') return flow.answered;
  return flow.requestIssued !== null && flow.requestIssued !== part.issued;
}

/**
 * Whether the exchange that brought the request of a logout led to this answer at once, by a redirect or by the form in
 * it: then it is the answer to that one, whichever it names.
 */
function isLedTo(flow: OpenFlow, { kind, role, exchange, inspected }: FlowPart): boolean {
  if (flow.answered || flow.kind !== kind || role !== 'response' || exchange === null) return false;
  const request = [...flow.parts.values()].find((part) => part.role === 'request')?.exchange ?? null;
  if (request === null) return false;
  return inspected.announced ? request.id === exchange.id : request.redirectUrl === exchange.url;
}

/** Whether the flow's request asked for an answer to this place, and with this RelayState if it had one. */
function isHinted(flow: OpenFlow, { hint, protocol, kind }: FlowPart): boolean {
  if (hint === null || flow.kind !== kind) return false;
  const request = [...flow.parts.values()].find((part) => part.role === 'request' && part.protocol === protocol);
  if (request === undefined) return false;
  if (protocol === 'ws-federation') return isWantedToken(request, hint.url);
  const relayState = relayStateOf(request.inspected.reading) || null;
  if (relayState !== null && hint.relayState) return relayState === hint.relayState;
  return placesWanted(request).some((place) => hostOf(place) === hostOf(hint.url));
}

function placesWanted({ inspected }: FlowPart): readonly string[] {
  const message = inspected.message;
  if (message?.kind !== 'AuthnRequest') return [];
  return [message.assertionConsumerServiceUrl, message.issuer?.value].filter((place) => place != null);
}

/** `wreply`, else `wtrealm` where that is a URL; where neither is one, any answer will do. */
function isWantedToken({ inspected }: FlowPart, url: string): boolean {
  const request = inspected.reading.wsFederation;
  const wanted = URL.parse(request?.reply ?? request?.realm ?? '');
  const target = URL.parse(url);
  if (wanted === null || wanted.host === '' || target === null) return true;
  return siteOf(wanted.hostname) === siteOf(target.hostname);
}
