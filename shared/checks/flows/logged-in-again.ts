import { durationWords } from '#shared/base/duration-words.ts';
import { type FlowFacts, statusCodesOf } from '#shared/flows/facts.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, spName } from '../engine/situation.ts';

const LOGOUT_PATH = /(?:log|sign)[-_]?(?:out|off)\b/i;
/** Clocks that nobody measured, and whole seconds, leave this much open, in milliseconds. */
const TOLERANCE = 2000;

/** After a logout the identity provider asks the user again: an authentication from before it does not count. */
export const loggedInAgain = defineFlowCheck({
  code: 'logged-in-again',
  rank: 150,
  owner: 'idp',
  owners: { 'local-logout': 'sp' },
  clause: 'saml-profiles 4.4.3.4',
  variants: ['after-logout', 'logout-failed', 'local-logout'],
  run: (situation) => {
    const { facts } = situation;
    const authenticated = authenticatedAt(situation);
    if (authenticated === null) return [];
    const logout = situation.before.find((flow) => isLogoutOf(flow, facts)) ?? null;
    const local = logout === null ? localLogout(facts) : null;
    const end = logout?.startedAt ?? local?.startedAt ?? null;
    if (end === null || facts.startedAt === null || facts.startedAt < end || authenticated >= end) return [];
    if (isLoggedInSince(situation, end)) return [];
    const variant = local !== null ? 'local-logout' : isEnded(logout) ? 'after-logout' : 'logout-failed';
    const words = {
      before: durationWords(end - authenticated),
      sp: spName(facts),
      host: hostName(facts.request?.exchange ?? null),
    };
    return [{ severity: 'warning', variant, part: facts.answer, facts: words }];
  },
});

/** When the user was authenticated, by the browser's clock, as late as it can have been. */
function authenticatedAt({ facts, clocks }: FlowSituation): number | null {
  const message = facts.answer?.inspected.message;
  if (facts.kind !== 'login' || !message) return null;
  const instant = assertionsOf(message)[0]?.authnStatements[0]?.authnInstant?.time ?? null;
  const { idp } = clocks;
  return instant === null ? null : instant - (idp === null ? 0 : idp.offset - idp.uncertainty) + TOLERANCE;
}

/** Whether it is a logout of the SP that now logs in. */
function isLogoutOf({ kind, sp, idp }: FlowFacts, login: FlowFacts): boolean {
  return kind === 'logout' && login.sp !== null && (sp === login.sp || idp === login.sp);
}

/** A login in between explains why the user is known: it is that one which counts then. */
function isLoggedInSince({ facts, before }: FlowSituation, end: number): boolean {
  return before.some(
    ({ kind, startedAt, answer, id }) =>
      kind === 'login' && answer !== null && id !== facts.id && (startedAt ?? 0) > end,
  );
}

function isEnded(logout: FlowFacts | null): boolean {
  return logout?.answer != null && statusCodesOf(logout.answer).every((code) => code === STATUS_CODE.success);
}

/** A page of the SP that by its name logs out, but sends the browser to the identity provider with no LogoutRequest. */
function localLogout({ begin, delivery, lead }: FlowFacts): Exchange | null {
  const host = begin === null ? (delivery === null ? null : hostOf(delivery.url)) : hostOf(begin.url);
  const found = lead.findLast(({ url }) => hostOf(url) === host && LOGOUT_PATH.test(URL.parse(url)?.pathname ?? ''));
  const asks = /SAMLRequest|wsignout/.test(`${found?.redirectUrl ?? ''}${found?.responseText ?? ''}`);
  return found === undefined || asks ? null : found;
}
