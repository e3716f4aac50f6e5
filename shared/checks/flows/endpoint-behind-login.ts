import type { FlowPart } from '#shared/flows/flow-part.ts';
import { readSetCookies } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import type { FlowSituation } from '../engine/situation.ts';

/** Where messages are taken nobody has to be logged in first (saml-profiles 4.1.3.5, 4.4.3.4). */
export const endpointBehindLogin = defineFlowCheck({
  code: 'endpoint-behind-login',
  rank: 7,
  owner: 'sp',
  owners: { acs: 'network' },
  clause: 'saml-profiles 4.1.3.5, 4.4.3.4',
  brings: ['flow-broken-off', 'cookie-not-sent', 'login-loop', 'idp-initiated-refused', 'logged-in-again'],
  variants: ['acs', 'own-login', 'slo'],
  run: (situation) => {
    const part = takenAway(situation);
    const exchange = part?.exchange ?? null;
    if (part === null || exchange === null || exchange.redirectUrl === null) return [];
    const isOwn = asksIdp(exchange, situation);
    if (!isOwn && !isOtherLogin(exchange, exchange.redirectUrl)) return [];
    const variant = situation.facts.kind === 'logout' ? 'slo' : isOwn ? 'own-login' : 'acs';
    const words = { host: hostOf(exchange.url), login: hostOf(exchange.redirectUrl), path: pathOf(exchange.url) };
    return [{ severity: 'error', variant, part, received: bare(exchange.redirectUrl), facts: words }];
  },
});

/** The message that a redirect answered: of a login the answer, of a logout the last message, whoever sent it. */
function takenAway({ facts }: FlowSituation): FlowPart | null {
  const last = facts.parts.findLast(({ exchange, inspected }) => exchange !== null && !inspected.announced) ?? null;
  const isMeant = facts.kind === 'logout' ? last !== null : last?.role === 'response';
  return isMeant && last?.exchange?.redirectUrl != null ? last : null;
}

/** The redirect leads to the identity provider with a request of its own, for the very address that the message came to. */
function asksIdp({ id, redirectUrl, url }: Exchange, { facts, after }: FlowSituation): boolean {
  const begun = after.find(({ kind, begin }) => kind === 'login' && begin?.id === id);
  if (begun === undefined) return false;
  if (facts.kind === 'logout') return true;
  return returnsTo(redirectUrl ?? '', url);
}

const LOGIN_PATH =
  /\/(?:oauth2\/(?:start|sign_in|authorize)|_oauth\b|oauth\/authorize|cdn-cgi\/access\/login|openid-connect\/auth|\.auth\/login|authelia|outpost\.goauthentik\.io\/start|connect\/authorize)/i;

/**
 * Another login that leads back to the address of the message; or one that is told by its form, on another host, where the
 * message brought no session. (Who took the answer may well go on to an authorization of its own.)
 */
function isOtherLogin(exchange: Exchange, target: string): boolean {
  if (/[?&]SAMLRe(?:quest|sponse)=/.test(target)) return false;
  const place = URL.parse(target);
  if (place === null) return false;
  if (returnsTo(target, exchange.url)) return true;
  const isAsking = place.searchParams.has('client_id') && place.searchParams.has('redirect_uri');
  const isForeign = place.host !== hostOf(exchange.url) && !readSetCookies(exchange).some(({ removes }) => !removes);
  return isForeign && (LOGIN_PATH.test(place.pathname) || isAsking);
}

/** Whether a parameter of an address leads back to that one. */
function returnsTo(target: string, url: string): boolean {
  const place = URL.parse(target);
  const own = URL.parse(url);
  if (place === null || own === null || place.pathname === own.pathname) return false;
  return [...place.searchParams.values()].some((value) => {
    const back = URL.parse(value, own.origin);
    return back !== null && back.host === own.host && back.pathname === own.pathname;
  });
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url;
}

function bare(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
