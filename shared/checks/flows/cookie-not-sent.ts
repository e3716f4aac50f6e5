import type { MissingCookie } from '#shared/flows/cookies.ts';
import { maySpeakOfSession } from '#shared/flows/said-topic.ts';
import type { CookieReason } from '#shared/http/cookies.ts';
import { COOKIE_BYTES } from '#shared/http/cookies.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, messageErrors, refusingExchange } from '../engine/situation.ts';
import { isLooping, loginRun } from './repeated-login.ts';

const REASONS = [
  'host-prefix',
  'secure-prefix',
  'http-prefix',
  'partitioned',
  'none-insecure',
  'insecure',
  'strict',
  'lax',
  'default-lax',
  'third-party',
  'expired',
  'public-suffix',
  'domain',
  'path',
  'unknown',
] as const satisfies readonly CookieReason[];

type Reason = (typeof REASONS)[number];

/** What a cookie of the cross-site POST lacks is worth knowing even where the login went well. */
const TELLING: ReadonlySet<Reason> = new Set([
  'host-prefix',
  'secure-prefix',
  'http-prefix',
  'none-insecure',
  'strict',
  'lax',
  'default-lax',
]);

/** The cookies that the SP set when the login began come back with the answer, and those set then come back after it. */
export const cookieNotSent = defineFlowCheck({
  code: 'cookie-not-sent',
  rank: 70,
  owner: 'sp',
  clause: 'rfc6265bis 5.8.3',
  // Nothing speaks against it: another browser, another profile, or one that keeps no cookies of the site.
  owners: { unexplained: 'browser' },
  variants: [...REASONS, 'unexplained'],
  run: (situation) => {
    const { facts, missing } = situation;
    const refusal = refusingExchange(facts);
    const failed = (refusal !== null && maySpeakOfSession(refusal)) || isLooping(loginRun(situation));
    const found = mostTelling(missing ?? []);
    if (found === null || (!failed && !(TELLING.has(found.reason) && found.leg === 'delivery'))) return [];
    const severity = !failed ? 'info' : messageErrors(situation).length > 0 ? 'warning' : 'error';
    // The browser never sent what was only set; what it did send before was lost since.
    const variant = found.reason === 'unknown' && found.set !== null ? 'unexplained' : found.reason;
    return [{ severity, variant, part: facts.answer, ...describe(found, situation) }];
  },
});

/** Where several cookies are missing, the one whose absence is best explained; a session cookie before others. */
function mostTelling(missing: readonly MissingCookie[]): (MissingCookie & { reason: Reason }) | null {
  const known = missing.flatMap((cookie) => {
    const reason = REASONS.find((each) => each === cookie.reason);
    return reason === undefined ? [] : [{ ...cookie, reason }];
  });
  const rank = ({ reason, name, leg }: MissingCookie & { reason: Reason }): number =>
    REASONS.indexOf(reason) * 4 +
    (/sess|saml|state|relay|auth|sid|csrf|xsrf/i.test(name) ? 0 : 2) +
    (leg === 'delivery' ? 0 : 1);
  return known.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

function describe({ name, set, exchange, reason, leg }: MissingCookie, { facts }: FlowSituation) {
  const host = hostName(exchange);
  return {
    expected: `the cookie ${name}${set === null ? '' : ` (${attributesOf(set)})`}`,
    received: `${exchange.method} to ${host} without it`,
    facts: {
      cookie: name,
      host,
      from: hostName(facts.request?.exchange ?? null),
      method: exchange.method,
      when: leg === 'landing' ? 'with its answer' : 'when the login began',
      with: leg === 'landing' ? 'the page behind it' : 'the answer',
      limit: COOKIE_BYTES,
      sameSite: set?.sameSite ?? 'not set',
      path: set?.path ?? '/',
      domain: set?.domain ?? set?.host ?? host,
      reason,
    },
  };
}

function attributesOf({ sameSite, secure, path, domain }: NonNullable<MissingCookie['set']>): string {
  const parts = [`SameSite ${sameSite ?? 'not set'}`, ...(secure ? ['Secure'] : []), `Path ${path}`];
  return [...parts, ...(domain === null ? [] : [`Domain ${domain}`])].join(', ');
}
