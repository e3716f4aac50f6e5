import type { OwnerRole } from '#shared/inspection/owner.ts';
import type { Topic } from '#shared/phrases/engine/phrase.ts';
import { type LogoutMatter, logoutMatter } from './logout-matter.ts';

/**
 * What a receiver minds of a message of a logout, by its own words; `logout-silent`: they say nothing that is understood. What
 * is said of a signature means the same in logins.
 */
export type LogoutRefusal = `logout-${Exclude<LogoutMatter, 'signature'>}` | 'logout-silent';

/** Who must act: whoever made the message, or whoever has to know the key or the entity ID of its sender. */
export const OF_LOGOUTS: Readonly<Record<LogoutRefusal, OwnerRole>> = {
  'logout-unsigned': 'sender',
  'logout-session-index': 'sender',
  'logout-name': 'sender',
  'logout-destination': 'sender',
  'logout-sender': 'receiver',
  'logout-session': 'receiver',
  'logout-expired': 'sender',
  'logout-silent': 'receiver',
};

/** What a refusal of a logout is told as, by what was said. */
export function logoutVariant(words: string): LogoutRefusal | 'signature' {
  const matter = logoutMatter(words);
  if (matter === 'signature') return matter;
  return matter === null ? 'logout-silent' : `logout-${matter}`;
}

/** What phrases of products speak of that happens where somebody logs in: said of a logout, they mean something else. */
export const OF_LOGINS: ReadonlySet<Topic> = new Set<Topic>([
  'unsolicited',
  'in-response-to',
  'acs-unknown',
  'audience',
  'user-not-provisioned',
  'user-not-assigned',
  'attribute-missing',
  'role',
  'nameid-policy',
  'nameid-missing',
  'authn-context',
  'authn-too-old',
  'no-passive',
  'encryption-missing',
  'several-assertions',
  'other-login',
  'state',
  'cookie',
  'relay-state',
  'mfa',
  'password',
  'account-disabled',
]);
