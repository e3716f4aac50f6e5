import { relayStateOf } from '#shared/inspection/parameter-message.ts';
import type { FlowFacts } from './facts.ts';
import type { FlowPart } from './flow-part.ts';

/**
 * Whether the answer led to the very page whose asking began the login, or that RelayState names.
 * @param exactly with the same query, too
 */
export function leadsToAsked({ begin, delivery, answer }: FlowFacts, exactly = false): boolean {
  const target = delivery?.redirectUrl ?? null;
  if (target === null) return false;
  const wanted = [begin?.url, answer === null ? null : relayStateOf(answer.inspected.reading)];
  return wanted.some((each) => each != null && each !== '' && samePlace(each, target, delivery?.url ?? '', exactly));
}

function samePlace(one: string, other: string, base: string, exactly: boolean): boolean {
  const [a, b] = [URL.parse(one, base), URL.parse(other, base)];
  if (a === null || b === null || a.host !== b.host || a.pathname !== b.pathname) return false;
  return !exactly || a.search === b.search;
}

/** Whether a request itself asks for the answer at this address (saml-core 3.4.1, AssertionConsumerServiceURL). */
export function asksForAnswerAt(request: FlowPart | null, url: string): boolean {
  const message = request?.inspected.message ?? null;
  const asked = message?.kind === 'AuthnRequest' ? message.assertionConsumerServiceUrl : null;
  return asked !== null && URL.parse(asked)?.href === URL.parse(url)?.href;
}
