import { type FlowFacts, statusCodesOf } from '#shared/flows/facts.ts';
import { logoutRequestOf } from '#shared/flows/flow-part.ts';
import { maySpeakOfSession } from '#shared/flows/said-topic.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { pageText } from '#shared/http/page-text.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, messageErrors, spName } from '../engine/situation.ts';

/** How a receiver says that it has no such session, in a status message or on a page. */
const NO_SESSION = /session|participant|principal|not logged in|no user/i;

/** The session that a logout is about is there on both sides; a side that lost it still says that it is over. */
export const logoutSessionGone = defineFlowCheck({
  code: 'logout-session-gone',
  rank: 110,
  owner: 'sp',
  clause: 'saml-core 3.7.3.1, 3.7.3.2',
  brings: ['status-not-success', 'logout-answer-refused', 'flow-broken-off'],
  variants: ['at-idp', 'at-sp'],
  run: (situation) => {
    const { facts, initiator } = situation;
    const said = facts.kind === 'logout' ? refusalWords(facts) : null;
    if (said === null || messageErrors(situation).some(({ code }) => code !== 'status-not-success')) return [];
    if (!isOfKnownLogin(situation)) return [];
    const host = hostName(facts.request?.exchange ?? null);
    const words = { host, sp: spName(facts), said };
    const variant = initiator === 'sp' ? 'at-idp' : 'at-sp';
    return [{ severity: 'error', variant, part: facts.answer ?? facts.request, received: said, facts: words }];
  },
});

/** What the receiver of the request said to it, where that means that it knows no such session. */
function refusalWords({ request, answer }: FlowFacts): string | null {
  if (answer !== null) {
    const codes = statusCodesOf(answer);
    const { message } = answer.inspected;
    const text = message?.kind === 'LogoutResponse' ? (message.status?.message ?? '') : '';
    const isFailed = codes[0] !== undefined && codes[0] !== STATUS_CODE.success;
    if (!isFailed || !(codes.includes(STATUS_CODE.unknownPrincipal) || NO_SESSION.test(text))) return null;
    return [(codes.at(-1) ?? '').replace(/^.*:/, ''), text].filter((part) => part !== '').join(': ');
  }
  const exchange = request?.exchange ?? null;
  const text = exchange === null ? '' : pageText(exchange.responseText ?? '');
  return exchange !== null && isTurnedAway(exchange) && maySpeakOfSession(exchange) && NO_SESSION.test(text)
    ? `HTTP ${exchange.status}: ${text.slice(0, 120)}`
    : null;
}

function isTurnedAway({ status }: Exchange): boolean {
  return (status ?? 0) >= 400;
}

/** Whether the request names the user and the session just as a recorded login gave them: then it is the session that is gone. */
function isOfKnownLogin({ facts: { request }, before }: FlowSituation): boolean {
  const logout = request === null ? null : logoutRequestOf(request);
  if (logout === null) return false;
  return before.some(({ kind, answer }) => {
    const message = answer?.inspected.message;
    if (kind !== 'login' || message?.kind !== 'Response') return false;
    return message.assertions.some(
      ({ subject, authnStatements }) =>
        subject?.nameId?.value === logout.nameId?.value &&
        authnStatements.some(({ sessionIndex }) => logout.sessionIndexes.includes(sessionIndex ?? '')),
    );
  });
}
