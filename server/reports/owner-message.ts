import type { ReadReport } from '#server/attempts/keep-attempt.ts';
import type { Service } from '#server/connection/service.ts';
import type { LoginOutline, ToldFinding } from '#shared/api/logins.ts';
import { row } from '#shared/report/outline.ts';
import { writeOwnerMessage } from '#shared/report/owner-message.ts';

const WHAT = { login: 'Login', test: 'Login', logout: 'Logout', access: 'Access' } as const;

/**
 * A text in Markdown to send to whoever must act: what happened where and when, what is wrong, what to change, and where the
 * metadata of this side is. It quotes what page and log say, and no attribute beyond that.
 */
export function ownerMessage(
  { settings, url, base }: Service,
  { at, kind, attempt: { page } }: ReadReport,
  { owner, reference, idp }: LoginOutline,
  reasons: readonly ToldFinding[],
): string {
  if (page === null) return '';
  const [cause] = reasons;
  const event = {
    what: `${WHAT[kind]} refused`,
    facts: [
      ...row('When', `${new Date(at).toISOString()} (UTC)`),
      ...row('Identity provider', idp),
      ...row('Service provider', settings.connection.sp.entityId),
      ...row('Its metadata', `${url}${base}/saml/metadata`),
      ...row('Reference number', reference),
      ...row('Code', page.code),
    ],
    wrong: cause?.title ?? page.explanation,
    evidence: [
      ...row('Expected', cause?.expected ?? null),
      ...row('Received', cause?.received ?? null),
      ...row('Standard', cause?.clause ?? null),
    ],
    change: cause?.fix ?? page.fix ?? '',
  };
  return writeOwnerMessage({ to: owner, events: [event] });
}
