import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, refusingExchange } from '../engine/situation.ts';

/** What a server asks the browser itself for (Kerberos, a password, a certificate) is given, or nobody asks. */
export const proofNotGiven = defineFlowCheck({
  code: 'proof-not-given',
  rank: 5,
  owner: 'browser',
  owners: { 'sp-windows': 'sp', 'sp-basic': 'sp', certificate: 'user' },
  clause: 'rfc4559 4.1, rfc7617 2',
  brings: ['flow-broken-off', 'cookie-not-sent', 'idp-initiated-refused', 'logout-answer-refused'],
  variants: ['kerberos', 'basic', 'certificate', 'sp-windows', 'sp-basic'],
  run: (situation) => {
    const { facts } = situation;
    const refused = refusingExchange(facts);
    const asked = refused ?? (facts.answer === null && facts.request?.exchange != null ? lastOf(situation) : null);
    const isSp = asked !== null && (refused !== null || situation.sides.get(hostOf(asked.url)) === 'sp');
    const variant = asked === null ? null : variantOf(asked, isSp);
    if (asked === null || variant === null) return [];
    const scheme = schemeOf(asked) ?? '';
    const received = asked.error ?? `HTTP ${asked.status}, WWW-Authenticate: ${scheme}`;
    const words = { host: hostOf(asked.url), scheme, error: asked.error ?? '', ...PLACES[placeOf(asked, situation)] };
    return [{ severity: 'error', variant, part: facts.answer ?? facts.request, received, facts: words }];
  },
});

const UNREAD = '; it never reached the SAML library';

/** Where an SP's side asks, as sentences have it. */
const PLACES = {
  acs: { where: `where the answer was posted${UNREAD}`, address: 'the ACS URL' },
  logout: { where: `where the logout message was sent${UNREAD}`, address: 'the logout address' },
  landing: { where: 'at a page to which it led on after it had taken the answer', address: 'that page' },
} as const;

function placeOf(asked: Exchange, { facts }: FlowSituation): keyof typeof PLACES {
  if (facts.parts.every(({ exchange }) => exchange !== asked)) return 'landing';
  return facts.kind === 'logout' ? 'logout' : 'acs';
}

function lastOf({ steps }: FlowSituation): Exchange | null {
  return steps.findLast(({ exchange }) => exchange.status !== null || exchange.error !== null)?.exchange ?? null;
}

function variantOf(asked: Exchange, isSp: boolean) {
  if (/CLIENT_AUTH|CLIENT_CERT|BAD_CERT_ALERT|CERTIFICATE_REQUIRED/i.test(asked.error ?? '')) return 'certificate';
  if (asked.status === 495 || asked.status === 496) return 'certificate';
  const scheme = asked.status === 401 ? schemeOf(asked)?.toLowerCase() : undefined;
  if (scheme === 'negotiate' || scheme === 'ntlm') return isSp ? 'sp-windows' : 'kerberos';
  return scheme === 'basic' || scheme === 'digest' ? (isSp ? 'sp-basic' : 'basic') : null;
}

/** The first scheme of `WWW-Authenticate`; Negotiate before others. */
function schemeOf({ responseHeaders }: Exchange): string | null {
  const text = responseHeaders
    .filter(({ name }) => name.toLowerCase() === 'www-authenticate')
    .map(({ value }) => value)
    .join(', ');
  const windows = /(?:^|[\s,])(Negotiate|NTLM)(?=[\s,]|$)/i.exec(text)?.[1];
  return (
    windows ?? (text === '' ? null : (headerValue(responseHeaders, 'www-authenticate')?.split(/[\s,]/, 1)[0] ?? null))
  );
}
