import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { siteOf } from '#shared/http/site.ts';
import type { FlowFacts } from './facts.ts';
import type { Participant } from './flow.ts';
import { otherParty, type Party } from './party-roles.ts';
import type { ExchangeStep } from './steps.ts';

/** Of a long chain so many hosts are named. */
const MAX_HOSTS = 10;

/** Which side a host is on, as far as the flow itself shows it. */
export type Sides = ReadonlyMap<string, Party>;

/** The side of every host that sent or got a message. `initiator` sent the request, the other side the answer. */
export function sidesOf(
  { kind, begin, request, answer, delivery, landing, parts }: FlowFacts,
  initiator: Party,
): Sides {
  const sides = new Map<string, Party>();
  const put = (exchange: Exchange | null | undefined, party: Party): void => {
    const host = exchange == null ? null : hostOf(exchange.url);
    if (host !== null && !sides.has(host)) sides.set(host, party);
  };
  const asker: Party = kind === 'login' ? 'sp' : initiator;
  if (request !== null && !request.inspected.announced) put(request.exchange, otherParty(asker));
  put(delivery, asker);
  put(begin, asker);
  if (answer?.inspected.announced) put(answer.exchange, otherParty(asker));
  for (const { role, exchange } of parts) if (role === 'resolve') put(exchange, 'idp');
  for (const exchange of landing.slice(0, 1)) put(exchange, asker);
  return sides;
}

/** Whether a host sent and got no message, and is of no site of one that did. */
export function isOfNeither(host: string, sides: Sides): boolean {
  const site = siteOfHost(host);
  return sides.size > 0 && [...sides.keys()].every((each) => siteOfHost(each) !== site);
}

function siteOfHost(host: string): string {
  return siteOf(host.replace(/:\d+$/, ''));
}

/** Who takes part: the two sides with their hosts, and hosts on the way that belong to neither. */
export function participantsOf(
  facts: FlowFacts,
  steps: readonly ExchangeStep[],
  sides: Sides,
  initiator: Party,
): readonly Participant[] {
  const hosts = [...new Set(steps.map(({ exchange }) => hostOf(exchange.url)))];
  const named: Record<Party, string | null> =
    facts.kind === 'login' || initiator === 'sp' ? { sp: facts.sp, idp: facts.idp } : { sp: facts.idp, idp: facts.sp };
  const of = (role: Participant['role']) => hosts.filter((host) => (sides.get(host) ?? 'other') === role);
  const both = (['sp', 'idp'] as const).map((role) => ({
    role,
    entityId: named[role],
    hosts: of(role).slice(0, MAX_HOSTS),
  }));
  const others = of('other')
    .slice(0, MAX_HOSTS)
    .map((host) => ({ role: 'other' as const, entityId: null, hosts: [host] }));
  return [...both.filter(({ entityId, hosts: own }) => entityId !== null || own.length > 0), ...others];
}
