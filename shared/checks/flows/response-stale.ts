import { durationWords } from '#shared/base/duration-words.ts';
import { endOf } from '#shared/http/navigation.ts';
import { isLoginResponse } from '#shared/saml/kinds.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, messageErrors } from '../engine/situation.ts';
import { stampOffset } from '../engine/stamp-offset.ts';

/** An answer is delivered at once; one that lay about for this long was kept in a tab, in milliseconds. */
const LONG = 60_000;
const TIMES: ReadonlySet<string> = new Set(['issue-instant', 'conditions-expired', 'subject-confirmation-expired']);

/** A response is posted when it is made, not when the user comes back to a tab or presses "back". */
export const responseStale = defineFlowCheck({
  code: 'response-stale',
  rank: 30,
  owner: 'user',
  clause: 'saml-profiles 4.1.4.2',
  brings: ['in-response-to-unknown', 'cookie-not-sent'],
  variants: ['late'],
  run: (situation) => {
    const { facts, clocks } = situation;
    const message = facts.answer?.inspected.message;
    const issued = message && isLoginResponse(message) ? (message.issueInstant?.time ?? null) : null;
    const arrived = facts.delivery?.startedAt ?? null;
    if (clocks.idp === null || issued === null || arrived === null) return [];
    const byClock = arrived + clocks.idp.offset - issued - clocks.idp.uncertainty;
    const age = Math.max(byClock, arrived - (heldUntil(situation) ?? arrived));
    // What is dated before the request that it answers did not lie about: a clock is wrong.
    if (age < LONG || stampOffset(situation) < 0) return [];
    const isRefused = messageErrors(situation).some(({ code }) => TIMES.has(code));
    const words = { age: durationWords(age), host: hostName(facts.delivery) };
    return [
      {
        severity: isRefused ? 'error' : 'info',
        variant: 'late',
        part: facts.answer,
        received: words.age,
        facts: words,
      },
    ];
  },
});

/** When the page came whole that holds the answer in a form; by the browser's clock, as its delivery is. */
function heldUntil({ facts, steps }: FlowSituation): number | null {
  const page = steps.findLast(
    ({ exchange }) => exchange !== facts.delivery && /name=["']?SAMLResponse["'\s>]/i.test(exchange.responseText ?? ''),
  );
  return page === undefined ? null : endOf(page.exchange);
}
