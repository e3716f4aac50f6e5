import type { FlowFacts } from '#shared/flows/facts.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck, type FlowVerdict } from '../engine/define-flow-check.ts';
import { type FlowSituation, refusingExchange } from '../engine/situation.ts';

/** What a server asks the browser itself for (Kerberos, a password, a certificate) is given, or nobody asks. */
export const proofNotGiven = defineFlowCheck({
  code: 'proof-not-given',
  rank: 5,
  owner: 'browser',
  owners: { 'sp-windows': 'sp', 'sp-basic': 'sp', 'sp-certificate': 'sp', certificate: 'user' },
  clause: 'rfc4559 4.1, rfc7617 2',
  brings: ['flow-broken-off', 'cookie-not-sent', 'idp-initiated-refused', 'logout-answer-refused'],
  variants: ['kerberos', 'basic', 'certificate', 'sp-windows', 'sp-basic', 'sp-certificate', 'server-certificate'],
  run: (situation) => {
    const { facts } = situation;
    const server = behindTheBrowser(facts);
    if (server !== null) return [server];
    const refused = refusingExchange(facts) ?? unreachedDelivery(facts);
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

/** A message that one server sends to another over SOAP, where TLS ended for want of its certificate. */
function behindTheBrowser(facts: FlowFacts): FlowVerdict<'server-certificate'> | null {
  const part = facts.parts.find(
    ({ exchange, inspected: { wire } }) =>
      exchange !== null && wire?.binding === 'soap' && asksForCertificate(exchange),
  );
  if (!part?.exchange) return null;
  const { error, status, url } = part.exchange;
  const { message } = part.inspected;
  const sender = message?.kind === 'LogoutRequest' && message.issuer?.value === facts.idp ? 'idp' : 'sp';
  return {
    ...{ severity: 'error', variant: 'server-certificate', part, owner: sender },
    received: error ?? `HTTP ${status}`,
    facts: { host: hostOf(url), kind: message?.element.localName ?? 'message' },
  };
}

function unreachedDelivery({ delivery }: FlowFacts): Exchange | null {
  return delivery !== null && delivery.error !== null && asksForCertificate(delivery) ? delivery : null;
}

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
  if (asksForCertificate(asked)) return isSp ? 'sp-certificate' : 'certificate';
  const scheme = asked.status === 401 ? schemeOf(asked)?.toLowerCase() : undefined;
  if (scheme === 'negotiate' || scheme === 'ntlm') return isSp ? 'sp-windows' : 'kerberos';
  return scheme === 'basic' || scheme === 'digest' ? (isSp ? 'sp-basic' : 'basic') : null;
}

/** Alerts by which a server minds the client's certificate (Chromium's net_error_list.h, NSS, OpenSSL), and nginx's own statuses. */
const CERTIFICATE_ALERTS =
  /CLIENT_AUTH|CLIENT_CERT|(?:BAD|EXPIRED|REVOKED|UNSUPPORTED)_CERT_ALERT|CERTIFICATE_UNKNOWN_ALERT|UNKNOWN_CA_ALERT|CERTIFICATE_REQUIRED/i;

function asksForCertificate({ error, status }: Exchange): boolean {
  return CERTIFICATE_ALERTS.test(error ?? '') || status === 495 || status === 496;
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
