import type { Exchange } from '#shared/http/exchange.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, messageErrors, refusingExchange } from '../engine/situation.ts';

const ADDRESS: ReadonlySet<string> = new Set(['destination-mismatch', 'recipient-mismatch', 'acs-url-unregistered']);

/** The SP knows by what address the browser reaches it, a proxy in front of it notwithstanding. */
export const tlsEndedBeforeSp = defineFlowCheck({
  code: 'tls-ended-before-sp',
  rank: 10,
  owner: 'sp',
  clause: 'saml-core 3.4.1, saml-bindings 3.5.5.2',
  brings: ['destination-mismatch', 'recipient-mismatch', 'acs-url-unregistered', 'cookie-not-sent'],
  variants: ['scheme', 'port'],
  run: (situation) => {
    const { facts } = situation;
    const difference = facts.kind === 'login' ? differenceOf(situation) : null;
    if (difference === null) return [];
    const isCause = refusingExchange(facts) !== null || messageErrors(situation).some(({ code }) => ADDRESS.has(code));
    const { variant, said, seen } = difference;
    const evidence = { part: facts.request ?? facts.answer, expected: seen, received: said };
    return [{ severity: isCause ? 'error' : 'warning', variant, ...evidence, facts: { said, seen } }];
  },
});

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
