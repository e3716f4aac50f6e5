import type { Exchange } from '#shared/http/exchange.ts';
import type { ExchangeLog } from '#shared/http/exchange-log.ts';
import { setsCookies } from '#shared/http/exchange-parts.ts';
import { endOf, hostOf, isOtherTab } from '#shared/http/navigation.ts';
import { siteOf } from '#shared/http/site.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import { isLoginResponse } from '#shared/saml/kinds.ts';
import { statusUris } from '#shared/saml/status-names.ts';
import type { Flow } from './flow.ts';
import type { FlowPart } from './flow-part.ts';
import type { OpenFlow } from './flow-register.ts';
import { findBegin, findLanding, placesAfter, placesAround, placesBefore, REACH } from './neighbours.ts';

/** Everything about one flow that does not depend on other flows. */
export interface FlowFacts {
  readonly id: string;
  /** Its place among the flows. */
  readonly position: number;
  readonly kind: Flow['kind'];
  readonly protocol: Flow['protocol'];
  /** In order of time; of a flow with very many the first and the last ones. */
  readonly parts: readonly FlowPart[];
  /** Indexes of all its messages, in order of time. */
  readonly messages: readonly number[];
  readonly request: FlowPart | null;
  /** The latest part that ends the flow. */
  readonly answer: FlowPart | null;
  /** The exchange whose answer sent the browser off with the request. */
  readonly begin: Exchange | null;
  /** The exchange that brought the answer to its receiver; null while it is only announced. */
  readonly delivery: Exchange | null;
  /** Where the redirects after the delivery led, in order. */
  readonly landing: readonly Exchange[];
  /** Pages of the host that got the answer, asked for after all that and before another flow begins, in order. */
  readonly later: readonly Exchange[];
  /** Pages of its hosts shortly before it, in order. */
  readonly lead: readonly Exchange[];
  /** Pages of the flow's hosts between its first and last exchange, and where a request without an answer was led, in order. */
  readonly between: readonly Exchange[];
  /** What is no page, or is one in another tab, and set cookies of the site that got the answer, while the user was away from it. */
  readonly beside: readonly Exchange[];
  /** Entity IDs; of a logout of who asked and who answered. Null where no message names them. */
  readonly sp: string | null;
  readonly idp: string | null;
  /** Milliseconds since the epoch, of the exchanges that carry its parts. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** One response sent a thousand times over is still one flow: so many parts at each end say what there is to say. */
const MAX_PARTS = 25;

/**
 * Works out a flow's facts; a bounded number of exchanges of the log is looked at.
 *
 * @param isOthers whether the exchange at a place carries a message of another flow
 */
export function flowFactsOf(flow: OpenFlow, log: ExchangeLog, isOthers: (place: number) => boolean): FlowFacts {
  const all = inOrder([...flow.parts.values()]);
  const parts = all.length <= 2 * MAX_PARTS ? all : [...all.slice(0, MAX_PARTS), ...all.slice(-MAX_PARTS)];
  const request = parts.find(({ role }) => role === 'request') ?? null;
  const answer = parts.findLast(({ role }) => role === 'response' || role === 'artifact') ?? null;
  const begin = beginOf(request, log);
  const delivery = deliveryOf(parts, answer);
  const landing = delivery === null ? [] : ownLanding(delivery, log, isOthers);
  const led = answer === null && request?.exchange ? ownLanding(request.exchange, log, isOthers) : [];
  const own = [begin, ...parts.map(({ exchange }) => exchange), ...landing].filter((each) => each !== null);
  return {
    id: flow.id,
    position: flow.position,
    kind: flow.kind,
    protocol: request?.protocol ?? answer?.protocol ?? 'saml',
    parts,
    messages: all.map(({ inspected }) => inspected.index),
    request,
    answer,
    begin,
    delivery,
    landing,
    later: delivery === null ? [] : placesAfter(own, hostOf(delivery.url), log, isOthers),
    lead: placesBefore(own, log),
    between: [...new Set([...led, ...placesAround([...own, ...led], log, answer === null, isOthers)])],
    beside: besideOf(begin, delivery, log),
    ...partiesOfFlow(flow.kind, request, answer, parts),
    ...spanOf(parts),
  };
}

/** From the answer that sent the user off until the answer was delivered. Where nobody knows when it was, nothing is told of it. */
function besideOf(begin: Exchange | null, delivery: Exchange | null, log: ExchangeLog): readonly Exchange[] {
  const [from, to] = [begin, delivery].map((each) => (each === null ? null : log.placeOf(each.id)));
  if (begin === null || delivery === null || from == null || to == null) return [];
  const site = siteOf(URL.parse(delivery.url)?.hostname ?? '');
  const [left, back] = [endOf(begin) ?? Number.NEGATIVE_INFINITY, delivery.startedAt ?? Number.POSITIVE_INFINITY];
  // Recorders tell of it once its answer is whole, which may be late.
  const asides = [...log.beside(from - REACH, to + REACH), ...pagesOfOtherTabs(begin, from, to, log)];
  return asides.filter((each) => {
    const end = endOf(each);
    return siteOf(URL.parse(each.url)?.hostname ?? '') === site && end !== null && end >= left && end <= back;
  });
}

/** Of very many the latest: these decide. */
function pagesOfOtherTabs(begin: Exchange, from: number, to: number, log: ExchangeLog): readonly Exchange[] {
  const first = Math.max(from + 1, to - MAX_TAB_PAGES);
  const places = Array.from({ length: Math.max(0, to - first) }, (_, index) => first + index);
  return places.flatMap((place) => {
    const page = log.at(place);
    return page !== undefined && isOtherTab(begin, page) && setsCookies(page) ? [page] : [];
  });
}

const MAX_TAB_PAGES = 100;

/** Of an artifact and the message it stood for, the artifact came by the browser. */
function deliveryOf(parts: readonly FlowPart[], answer: FlowPart | null): Exchange | null {
  const sent = parts.findLast(({ role }) => role === 'artifact') ?? answer;
  return sent === null || sent.inspected.announced ? null : sent.exchange;
}

/** Up to where another flow begins. */
function ownLanding(delivery: Exchange, log: ExchangeLog, isOthers: (place: number) => boolean): readonly Exchange[] {
  const landing = findLanding(delivery, log);
  const end = landing.findIndex(({ id }) => isOthers(log.placeOf(id) ?? -1));
  return end === -1 ? landing : landing.slice(0, end);
}

function beginOf(request: FlowPart | null, log: ExchangeLog): Exchange | null {
  if (!request?.exchange) return null;
  return request.inspected.announced ? request.exchange : findBegin(request.exchange, log);
}

/** By time where every time is known; else, and at the same moment, as recorded, but the request before what answers it. */
function inOrder(parts: readonly FlowPart[]): readonly FlowPart[] {
  const times = parts.map((part) => part.exchange?.startedAt ?? null);
  const role = (part: FlowPart) => (part.role === 'request' ? 0 : 1);
  const isTimed = !times.includes(null);
  const time = (part: FlowPart) => (isTimed ? (part.exchange?.startedAt ?? 0) : 0);
  return parts.toSorted(
    (one, other) => time(one) - time(other) || role(one) - role(other) || one.inspected.index - other.inspected.index,
  );
}

function spanOf(parts: readonly FlowPart[]): Pick<FlowFacts, 'startedAt' | 'endedAt'> {
  let [startedAt, endedAt]: [number | null, number | null] = [null, null];
  for (const { exchange } of parts) {
    if (exchange?.startedAt == null) continue;
    startedAt = Math.min(startedAt ?? exchange.startedAt, exchange.startedAt);
    endedAt = Math.max(endedAt ?? exchange.startedAt, endOf(exchange) ?? exchange.startedAt);
  }
  return { startedAt, endedAt };
}

/** Of a login: who asked and who answered. Of a logout both may be either; their issuers stand in order. */
function partiesOfFlow(
  kind: Flow['kind'],
  request: FlowPart | null,
  answer: FlowPart | null,
  parts: readonly FlowPart[],
): Pick<FlowFacts, 'sp' | 'idp'> {
  const asked = partIssuer(request) ?? realmOf(request);
  const answered = partIssuer(answer) ?? partIssuer(parts.find(({ role }) => role === 'resolved') ?? null);
  if (kind === 'logout') return { sp: asked, idp: answered };
  return { sp: asked ?? audienceOf(answer), idp: answered };
}

function partIssuer(part: FlowPart | null): string | null {
  const message = part?.inspected.message ?? null;
  if (message === null) return null;
  const own = message.issuer?.value ?? null;
  return own === null && isLoginResponse(message) ? (message.assertions[0]?.issuer?.value ?? null) : own;
}

function realmOf(part: FlowPart | null): string | null {
  return part?.inspected.reading.wsFederation?.realm ?? null;
}

function audienceOf(part: FlowPart | null): string | null {
  const message = part?.inspected.message ?? null;
  const [assertion] = message === null ? [] : assertionsOf(message);
  return assertion?.conditions?.audienceRestrictions[0]?.audiences[0] ?? null;
}

/** Status codes that a part brings, as URIs of SAML 2.0. */
export function statusCodesOf({ inspected }: FlowPart): readonly string[] {
  const { message } = inspected;
  if (message?.kind !== 'Response' && message?.kind !== 'Response11' && message?.kind !== 'LogoutResponse') return [];
  return message.status === null ? [] : statusUris(message.status);
}
