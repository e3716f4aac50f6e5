import { saidNo } from '#shared/flows/answer-said.ts';
import { leadsToAsked } from '#shared/flows/asked-page.ts';
import type { EvidenceCode } from '#shared/flows/evidence.ts';
import type { FlowFacts } from '#shared/flows/facts.ts';
import { pageShape } from '#shared/flows/page-shape.ts';
import { isBareProse } from '#shared/flows/prose-words.ts';
import { readSetCookies, sentCookieNames } from '#shared/http/cookies.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { hostOf } from '#shared/http/navigation.ts';

/** What shows that a session began. */
export interface SessionSign {
  readonly code: EvidenceCode;
  readonly exchange: Exchange;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Whether it can hardly mean anything else. */
  readonly isSure: boolean;
}

/**
 * What shows that the receiver of an answer let the user in, the surest first; nothing where it does not show. Only to be
 * asked of an answer that was not turned away.
 */
export function sessionSigns(facts: FlowFacts): readonly SessionSign[] {
  const { delivery } = facts;
  if (delivery === null || delivery.status === null || delivery.status >= 400) return [];
  // Who is asked to log in again has been let in nowhere, whatever cookie was set.
  const last = facts.landing.at(-1) ?? delivery;
  if (asksToSignIn(last) && !facts.later.some(isLetIn)) return [];
  const chain = [delivery, ...facts.landing.filter(({ url }) => hostOf(url) === hostOf(delivery.url))];
  // The first of each kind alone: looking at a page costs more than all else, and there may be thousands behind a login.
  return [
    ...(givesToken(delivery) ? [sign('token-given', delivery, true)] : []),
    ...(isBare(delivery) ? [] : chain.flatMap(setCookie).slice(0, 1)),
    ...listOf([...facts.landing, ...facts.later].find((each) => isLetIn(each) && !isStrangers(each))).map(letIn),
    ...listOf(chain.find(offersSignOut)).map(signOut),
    ...(leadsToAsked(facts) && !isStrangers(last) ? [sign('led-to-page', delivery, false)] : []),
    ...keptSession(facts),
  ];
}

function listOf(exchange: Exchange | undefined): readonly Exchange[] {
  return exchange === undefined ? [] : [exchange];
}

function sign(code: EvidenceCode, exchange: Exchange, isSure: boolean, more: SessionSign['facts'] = {}): SessionSign {
  return { code, exchange, isSure, facts: { host: hostOf(exchange.url), status: exchange.status ?? 0, ...more } };
}

/** What a token endpoint answers to an assertion that it takes (rfc6749 5.1). */
function givesToken({ status, responseText }: Exchange): boolean {
  return status === 200 && /^\s*\{[\s\S]{0,8000}"access_token"\s*:\s*"/.test(responseText ?? '');
}

function setCookie(exchange: Exchange): readonly SessionSign[] {
  const [set] = readSetCookies(exchange).filter(({ removes }) => !removes);
  return set === undefined ? [] : [sign('session-cookie', exchange, true, { cookie: set.name })];
}

/** A page with a field for a password that is there to log in, by its title or first heading. */
function asksToSignIn({ status, responseText }: Exchange): boolean {
  if (status !== 200 || responseText === null) return false;
  const { hasPassword, hasSignOut, title, headings } = pageShape(responseText);
  return hasPassword && !hasSignOut && [title, headings[0] ?? ''].some((each) => SIGN_IN.test(each.trim()));
}

/** A page that came as it was asked for, and neither says no nor asks for a password; one that a script fills says nothing. */
function isLetIn(exchange: Exchange): boolean {
  const { status, responseText, redirectUrl } = exchange;
  if (status === null || status < 200 || status >= 300 || redirectUrl !== null) return false;
  if (saidNo(exchange) !== null || SIGNED_OUT.test(URL.parse(exchange.url)?.pathname ?? '')) return false;
  if (responseText === null || responseText === '') return true;
  const { hasPassword, hasSignOut, text, title, headings } = pageShape(responseText);
  const isSignIn = !hasSignOut && [title, headings[0] ?? ''].some((each) => SIGN_IN.test(each.trim()));
  return !hasPassword && text !== '' && !isSignIn;
}

/** Servers set a cookie with a polite refusal, too: where sentences are all that came with it, it shows nothing. */
function isBare({ status, responseText }: Exchange): boolean {
  return status === 200 && responseText !== null && isBareProse(pageShape(responseText));
}

/** A few sentences to a browser that brought no cookie. */
function isStrangers(exchange: Exchange): boolean {
  return sentCookieNames(exchange).size === 0 && isBare(exchange);
}

/** Some SPs lead whom they do not know to where a logout ends. */
const SIGNED_OUT = /(?:log|sign)(?:ged|ed)?[-_]?(?:out|off)(?:[-_./]|$)/i;

/** A page that is there to log in, whichever way. */
const SIGN_IN =
  /^(?:please )?(?:sign|log)[- ]?(?:in|on)(?: (?:to|with|page|at)\b.{0,40}| [|–·-] .{0,40})?$|^(?:anmelden|anmeldung|einloggen|(?:se )?connexion|se connecter|iniciar sesi[óo]n|accedi|inloggen|logga in|logg inn|log ind|zaloguj się|вход|войти|ログイン|サインイン|登录|登入|로그인)(?: [|–·-] .{0,40})?$/i;

function letIn(exchange: Exchange): SessionSign {
  return sign('let-in', exchange, true);
}

function offersSignOut({ status, responseText }: Exchange): boolean {
  return status === 200 && responseText !== null && pageShape(responseText).hasSignOut;
}

function signOut(exchange: Exchange): SessionSign {
  return sign('sign-out-offered', exchange, true);
}

/** So much is on a page of an application, and on none that says no in words that nobody here understands. */
const MANY_LINKS = 4;
const LONG_PAGE = 1500;

/** A page came in the session that was there when the login began. */
function keptSession({ delivery }: FlowFacts): readonly SessionSign[] {
  if (delivery === null || delivery.status !== 200 || delivery.responseText === null) return [];
  const [cookie] = sentCookieNames(delivery);
  if (cookie === undefined || !isLetIn(delivery)) return [];
  const { links, text } = pageShape(delivery.responseText);
  if (links < MANY_LINKS && text.length < LONG_PAGE) return [];
  return [sign('session-goes-on', delivery, false, { cookie })];
}
