import { ALL_FLOW_CHECKS } from '#shared/checks/all-flow-checks.ts';
import { runFlowCheck } from '#shared/checks/engine/define-flow-check.ts';
import type { FlowSituation } from '#shared/checks/engine/situation.ts';
import { productsOf } from '#shared/checks/engine/vendors.ts';
import { clocksOf } from '#shared/flows/clocks.ts';
import { missingCookies, toFlowCookies } from '#shared/flows/cookies.ts';
import type { FlowFacts } from '#shared/flows/facts.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { ownRefusal } from '#shared/flows/own-refusal.ts';
import { participantsOf, sidesOf } from '#shared/flows/participants.ts';
import { otherParty, type Party, type PartyRoles } from '#shared/flows/party-roles.ts';
import { stepsOf, toFlowSteps } from '#shared/flows/steps.ts';
import { touchedCookies, withBeside } from '#shared/flows/touched-cookies.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { judgeFlow } from './judge-flow.ts';
import { type Ending, endingOf, type Seen } from './outcome.ts';
import { weigh } from './weigh.ts';

/** A flow and what is around it. */
export interface FlowSource {
  readonly facts: FlowFacts;
  /** The flows before it, the latest first, and after it, the next first. */
  readonly before: readonly FlowFacts[];
  readonly after: readonly FlowFacts[];
  readonly roles: PartyRoles;
  readonly knowledge: Knowledge;
  /** The place of an exchange in the recording. */
  readonly numberOf: (id: string) => number;
}

/** The flow as the report has it. `isAssumed`: nothing tells who asked for a logout, and more messages may. */
export function describeFlow({ facts, before, after, roles, knowledge, numberOf }: FlowSource): {
  readonly flow: Flow;
  readonly isAssumed: boolean;
} {
  const known = initiatorOf(facts, roles);
  const initiator = known ?? 'sp';
  const steps = stepsOf(facts);
  const sides = sidesOf(facts, initiator);
  const clocks = clocksOf(facts, steps, sides);
  const missing = missingCookies(facts, steps);
  const touched = touchedCookies(facts, steps);
  const shown = withBeside(steps, touched);
  const situation = { facts, steps, sides, initiator, clocks, missing, touched, before, after, knowledge };
  const products = productsIn(facts, roles);
  const own = withProducts(checksOf(situation), products);
  const ending = endingOf(situation, own);
  const weighed = weigh(situation, ending, own);
  const refusals = weighed.refusal === null ? [] : withProducts([weighed.refusal], products);
  const cause = weighed.cause === weighed.refusal ? (refusals[0] ?? null) : weighed.cause;
  const findings = [...refusals, ...own];
  const spHosts = new Set([...sides].filter(([, side]) => side === 'sp').map(([host]) => host));
  const flow = {
    id: facts.id,
    kind: facts.kind,
    protocol: facts.protocol,
    outcome: ending.outcome,
    evidence: evidenceOf(ending, numberOf),
    ...judgeFlow(situation, ending, { ...weighed, cause }),
    initiator,
    messages: facts.messages,
    startedAt: facts.startedAt,
    endedAt: facts.endedAt,
    steps: toFlowSteps(shown),
    participants: participantsOf(facts, steps, sides, initiator),
    clocks,
    cookies: toFlowCookies(shown, spHosts, missing ?? []),
    findings,
  };
  return { flow, isAssumed: known === null };
}

function evidenceOf({ evidence }: Ending, numberOf: FlowSource['numberOf']): Flow['evidence'] {
  return evidence.map(({ code, exchange, facts }: Seen) => ({
    id: exchange.id,
    exchange: numberOf(exchange.id),
    code,
    facts,
  }));
}

/** The checks of a flow are about recordings: a single message has no course. */
function checksOf(situation: FlowSituation): Flow['findings'] {
  if (situation.facts.parts.every(({ exchange }) => exchange === null)) return [];
  return ALL_FLOW_CHECKS.flatMap((check) => runFlowCheck(check, situation));
}

/** The products of both sides. */
function productsIn({ parts }: FlowFacts, roles: PartyRoles): Finding['facts'] | null {
  const senders = new Map(
    parts.flatMap((part) => {
      const { message } = part.inspected;
      return message === null ? [] : [[message, senderOf(part, roles)] as const];
    }),
  );
  return productsOf([...senders.keys()], (message) => senders.get(message) ?? null);
}

function senderOf(part: FlowPart, roles: PartyRoles): Party | null {
  const kind = part.inspected.message?.kind;
  if (kind === 'LogoutRequest' || kind === 'LogoutResponse') return roles.senderOf(part);
  return kind === 'AuthnRequest' || kind === 'ArtifactResolve' ? 'sp' : 'idp';
}

/** With the products of both sides, so that the words name their settings. */
function withProducts(found: readonly Finding[], products: Finding['facts'] | null): readonly Finding[] {
  return products === null ? found : found.map((finding) => ({ ...finding, facts: { ...products, ...finding.facts } }));
}

/** Null for a logout while nothing tells who asked for it. */
function initiatorOf({ kind, parts }: FlowFacts, roles: PartyRoles): Flow['initiator'] | null {
  if (kind === 'login') return parts.some(isAsking) ? 'sp' : 'idp';
  for (const part of parts) {
    const sender = part.inspected === null ? null : roles.senderOf(part);
    if (sender !== null) return part.role === 'request' ? sender : otherParty(sender);
  }
  return parts.map(initiatorByPage).find((each) => each !== null) ?? null;
}

/** Who refused a message on a page of ours is the side that got it. */
function initiatorByPage({ exchange, role }: FlowPart): Flow['initiator'] | null {
  const by = exchange === null ? null : (ownRefusal(exchange)?.by ?? null);
  if (by === null || (role !== 'request' && role !== 'response')) return null;
  return role === 'request' ? otherParty(by) : by;
}

/** A request, or an answer to one that was not recorded. */
function isAsking({ role, unsolicited }: FlowPart): boolean {
  return role === 'request' || (role === 'response' && !unsolicited);
}
