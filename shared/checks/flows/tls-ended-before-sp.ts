import { saidNo } from '#shared/flows/answer-said.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, messageErrors, refusingExchange } from '../engine/situation.ts';

const ADDRESS: ReadonlySet<string> = new Set(['destination-mismatch', 'recipient-mismatch', 'acs-url-unregistered']);

/** Each side knows by what address the browser reaches it, a proxy in front of it notwithstanding. */
export const tlsEndedBeforeSp = defineFlowCheck({
  code: 'tls-ended-before-sp',
  rank: 10,
  owner: 'sp',
  owners: { 'idp-scheme': 'idp', 'idp-port': 'idp' },
  clause: 'saml-core 3.4.1, saml-bindings 3.5.5.2',
  brings: ['destination-mismatch', 'recipient-mismatch', 'acs-url-unregistered', 'cookie-not-sent', 'flow-broken-off'],
  variants: ['scheme', 'port', 'idp-scheme', 'idp-port'],
  run: (situation) => {
    const { facts } = situation;
    const told = toldDifference(situation);
    if (told !== null) return [{ severity: 'error', confidence: 'likely', ...told }];
    const difference = facts.kind === 'login' ? differenceOf(situation) : null;
    if (difference === null) return [];
    const isCause = refusingExchange(facts) !== null || messageErrors(situation).some(({ code }) => ADDRESS.has(code));
    const { variant, said, seen } = difference;
    const evidence = { part: facts.request ?? facts.answer, expected: seen, received: said };
    return [{ severity: isCause ? 'error' : 'warning', variant, ...evidence, facts: { said, seen } }];
  },
});

/** Of what a page says so many addresses are looked at. */
const MAX_URLS = 8;

/**
 * Who says no names the address at which a message came as another one of the same path, though the browser sent it there
 * and the message says so: what stands before that side does not tell it by which address it is reached.
 */
function toldDifference({ facts, sides }: FlowSituation) {
  for (const part of facts.parts) {
    const { exchange, inspected } = part;
    const said = exchange === null || inspected.announced ? null : saidNo(exchange);
    const sent = exchange === null ? null : URL.parse(exchange.url);
    const named = URL.parse(inspected.message?.destination ?? '');
    if (said === null || sent === null || named?.origin !== sent.origin) continue;
    const other = urlsIn(said.words).find((url) => isOuterOf(sent, url));
    if (other === undefined) continue;
    const way = other.protocol === sent.protocol ? 'port' : 'scheme';
    const variant = sides.get(sent.host) === 'idp' ? (`idp-${way}` as const) : way;
    const words = { said: other.origin, seen: sent.origin };
    return { variant, part, expected: words.seen, received: words.said, facts: words };
  }
  return null;
}

function urlsIn(words: string): readonly URL[] {
  const found = words.match(/https?:\/\/[^\s'"<>[\]()«»“”’]+/gi) ?? [];
  return found.slice(0, MAX_URLS).flatMap((text) => URL.parse(text.replace(/[.,;:]+$/, '')) ?? []);
}

/** The same place, but for what a proxy changes: plain http where the browser came by https, or another port. */
function isOuterOf(outer: URL, inner: URL): boolean {
  if (outer.hostname !== inner.hostname || outer.pathname !== inner.pathname) return false;
  if (outer.protocol !== inner.protocol) return outer.protocol === 'https:';
  return outer.port !== inner.port;
}

/** Where the same host is reached in another way than the SP says of itself. */
function differenceOf({ facts: { begin, delivery, request, answer } }: FlowSituation) {
  const message = request?.inspected.message;
  const said = message?.kind === 'AuthnRequest' ? message.assertionConsumerServiceUrl : null;
  const destination = answer?.inspected.message?.destination ?? null;
  if (said !== null) return compare(said, begin) ?? compare(said, delivery);
  // What the IdP was told of the SP counts only where the SP does not speak for itself.
  return compare(destination, delivery);
}

function compare(said: string | null, seenAt: Exchange | null) {
  const [one, other] = [URL.parse(said ?? ''), URL.parse(seenAt?.url ?? '')];
  if (one === null || other === null || one.hostname !== other.hostname) return null;
  const evidence = { said: one.origin, seen: other.origin };
  if (one.protocol === 'http:' && other.protocol === 'https:') return { variant: 'scheme', ...evidence } as const;
  return one.protocol === other.protocol && one.port !== other.port
    ? ({ variant: 'port', ...evidence } as const)
    : null;
}
