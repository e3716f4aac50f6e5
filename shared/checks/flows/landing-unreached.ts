import { saidNo } from '#shared/flows/answer-said.ts';
import { type Unreached, wayOfError } from '#shared/flows/network-error.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import type { FlowSituation } from '../engine/situation.ts';

const WAYS = [
  'unreachable',
  'untrusted',
  'redirects',
  'page-policy',
  'mixed-content',
  'offline',
] as const satisfies readonly Unreached[];
type Way = (typeof WAYS)[number];

/** Who took an answer and leads on leads to a page that comes (saml-profiles 4.1.4.3): before it nobody is in. */
export const landingUnreached = defineFlowCheck({
  code: 'landing-unreached',
  rank: 9,
  owner: 'sp',
  owners: { unreachable: 'network', 'page-policy': 'idp', offline: 'user' },
  clause: 'saml-profiles 4.1.5, rfc9110 15.4',
  brings: ['login-loop'],
  variants: [...WAYS, 'downgraded'],
  run: ({ facts }) => {
    const last = facts.landing.at(-1);
    if (facts.kind !== 'login' || last === undefined || facts.later.some(isShown)) return [];
    const way = isCircling(facts) ? 'redirects' : unreachedBy(last);
    if (way === null) return [];
    const words = { host: hostOf(facts.delivery?.url ?? ''), target: hostOf(last.url), error: saidBy(last) };
    const variant = way === 'unreachable' && isDowngraded(facts.delivery, last) ? 'downgraded' : way;
    return [{ severity: 'error', variant, part: facts.answer, received: last.error, facts: words }];
  },
});

/** The same host by plain http, whose answer was taken by https: it does not know of the proxy that has TLS. */
function isDowngraded(delivery: Exchange | null, last: Exchange): boolean {
  const [from, to] = [URL.parse(delivery?.url ?? ''), URL.parse(last.url)];
  return from?.protocol === 'https:' && to?.protocol === 'http:' && from.hostname === to.hostname;
}

/** A page that came after all: somebody tried again. */
function isShown(exchange: Exchange): boolean {
  return exchange.status === 200 && saidNo(exchange) === null;
}

/** Null: it came, or whoever sat there went elsewhere meanwhile, or a blocker kept it. */
function unreachedBy({ status, error }: Exchange): Way | null {
  if (error === null || /ABORT|BLOCKED_BY_CLIENT|BLOCKED_BY_RESPONSE/.test(error)) return null;
  const way = WAYS.find((each) => each === wayOfError(error));
  return way !== undefined && (status === null || way === 'redirects') ? way : null;
}

function saidBy({ error }: Exchange): string {
  return error === null ? '' : ` (${error})`;
}

/** So many redirects in a row, and every address of them twice: nobody stands there to be let in. */
const CIRCLE = 4;

function isCircling({ landing }: FlowSituation['facts']): boolean {
  const urls = landing.map(({ url }) => url);
  const isOnward = landing.every(({ redirectUrl }) => redirectUrl !== null);
  return isOnward && urls.length >= CIRCLE && urls.length >= 2 * new Set(urls).size;
}
