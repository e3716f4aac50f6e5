import { type SetCookie, whyNotKept } from '#shared/http/cookies.ts';
import { COOKIE_REASONS } from '../words/cookie-reasons.ts';
import type { OutcomeWords } from './verdict.ts';

/** What becomes of a cookie that a response sets, by the rules of browsers (RFC 6265bis). */
export interface SetCookieFacts {
  readonly name: string;
  readonly verdict: OutcomeWords;
  /** Why it is not kept, or where it goes along, rule by rule. */
  readonly rules: readonly string[];
}

/** A cookie that is set, as each rule takes it: whether it is kept, to which hosts and paths it goes, and from other sites. */
export function setCookieFacts(cookie: SetCookie): SetCookieFacts {
  const { name, removes } = cookie;
  const reason = whyNotKept(cookie);
  if (reason !== null) return { name, verdict: { outcome: 'bad', word: 'Not kept' }, rules: [COOKIE_REASONS[reason]] };
  if (removes)
    return { name, verdict: { outcome: 'neutral', word: 'Taken away' }, rules: ['its time is over at once'] };
  return { name, verdict: { outcome: 'good', word: 'Kept' }, rules: rulesOf(cookie) };
}

function rulesOf({ host, domain, path, secure, sameSite, expiresAt, inFrame }: SetCookie): readonly string[] {
  return [
    domain === null ? `Domain: none, so to ${host} alone` : `Domain: to ${domain} and every host below it`,
    `Path: to ${path}${path === '/' ? ', so everywhere' : ' and what is below it'}`,
    secure ? 'Secure: over https only' : 'not Secure: over http as well',
    SAME_SITE[sameSite ?? 'unset'],
    expiresAt === null
      ? 'until the browser is closed, or as its time was not recorded'
      : `until ${new Date(expiresAt).toISOString()}`,
    ...(inFrame ? ['Partitioned, set in a frame: in frames of the same page only'] : []),
  ];
}

const SAME_SITE: Readonly<Record<'strict' | 'lax' | 'none' | 'unset', string>> = {
  strict: 'SameSite=Strict: never when another site leads here',
  lax: 'SameSite=Lax: from another site only when it leads here by a link or redirect, never with a POST from there',
  none: 'SameSite=None: from other sites, too; in frames where the browser does not block it',
  unset: 'no SameSite: browsers take it for Lax, and keep it back from a POST that another site sends',
};
