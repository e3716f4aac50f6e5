import { saidNo } from '#shared/flows/answer-said.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf, withoutQuery } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, refusingExchange } from '../engine/situation.ts';

/** Where products have their metadata, if the entity ID does not say so. */
const METADATA_PATH = /\/(?:federation-?metadata(?:\.xml)?|[\w-]*metadata(?:\.\w{2,4})?|saml\/descriptor)\/?$/i;

/**
 * The metadata of a side can be had where it is published. Whether the other side loads it from there the recording does not
 * tell: servers do so by themselves, so it is a candidate, and no more.
 */
export const metadataUnreachable = defineFlowCheck({
  code: 'metadata-unreachable',
  rank: 129,
  owner: 'idp',
  owners: { sp: 'sp' },
  clause: 'saml-metadata 4.1.1',
  variants: ['sp', 'idp'],
  run: (situation) => {
    if (!isTurnedAway(situation)) return [];
    const [failed] = (['idp', 'sp'] as const).flatMap((side) => failedOf(side, situation));
    if (failed === undefined) return [];
    const { side, exchange } = failed;
    const answer = exchange.status === null ? `no answer (${exchange.error ?? 'none'})` : `HTTP ${exchange.status}`;
    const facts = { url: withoutQuery(exchange.url), host: hostOf(exchange.url), answer };
    return [{ severity: 'warning', variant: side, part: null, received: answer, facts, confidence: 'possible' }];
  },
});

function isTurnedAway({ facts, steps }: FlowSituation): boolean {
  if (facts.answer !== null) return refusingExchange(facts) !== null;
  return steps.some(({ exchange }) => saidNo(exchange) !== null);
}

/** The last request for a side's metadata, if it failed. */
function failedOf(side: 'sp' | 'idp', { facts, steps, sides }: FlowSituation) {
  const named = side === 'sp' ? facts.sp : facts.idp;
  const seen = [...facts.lead, ...facts.between, ...steps.map(({ exchange }) => exchange), ...facts.later];
  const asked = seen.filter((exchange) => {
    const url = withoutQuery(exchange.url);
    const isOfSide = sides.get(hostOf(url)) === side && METADATA_PATH.test(URL.parse(url)?.pathname ?? '');
    return exchange.method === 'GET' && (isOfSide || (url === named && !carriesMessage(exchange)));
  });
  const exchange = asked.toSorted((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0)).at(-1);
  return exchange !== undefined && isFailure(exchange) ? [{ side, exchange }] : [];
}

function carriesMessage({ url }: Exchange): boolean {
  return /[?&](?:SAML(?:Request|Response|art)|wa)=/.test(url);
}

function isFailure({ status, error }: Exchange): boolean {
  return status === null ? error !== null : status >= 400;
}
