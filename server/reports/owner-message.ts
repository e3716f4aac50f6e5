import type { ReadReport } from '#server/attempts/keep-attempt.ts';
import type { Service } from '#server/connection/service.ts';
import type { LoginOutline, ToldFinding } from '#shared/api/logins.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';

/**
 * A text to send to whoever must act: what happened where and when, what is wrong, what to change, and where the metadata
 * of this side is. It quotes what page and log say, and no attribute beyond that.
 */
export function ownerMessage(
  { settings, url, base }: Service,
  { at, kind, attempt: { page } }: ReadReport,
  { owner, reference, idp }: LoginOutline,
  reasons: readonly ToldFinding[],
): string {
  if (page === null) return '';
  const what = kind === 'logout' ? 'A logout' : 'A login';
  const [cause] = reasons;
  return [
    ...(owner === null ? [] : [`To ${OWNER_WORDS[owner]}:`, '']),
    `${what} was refused on ${new Date(at).toISOString()} (UTC).`,
    `Identity provider: ${idp}`,
    `Service provider: ${settings.connection.sp.entityId}`,
    `Its metadata: ${url}${base}/saml/metadata`,
    `Reference number: ${reference}, code ${page.code}`,
    '',
    `What is wrong: ${cause?.title ?? page.explanation}`,
    ...(cause?.expected == null ? [] : [`Expected: ${cause.expected}`]),
    ...(cause?.received == null ? [] : [`Received: ${cause.received}`]),
    ...(cause === undefined ? [] : [`Standard: ${cause.clause}`]),
    ...changeOf(cause?.fix ?? page.fix ?? ''),
  ].join('\n');
}

function changeOf(fix: string): readonly string[] {
  return fix === '' ? [] : [`What to change: ${fix}`];
}
