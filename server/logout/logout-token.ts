import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { CurrentSession } from '#server/session/load-session.ts';

/** Proves that a logout link was made for this session: another site cannot know it. */
export function logoutToken({ key }: CurrentSession): string {
  return hashSecret(`logout ${key}`);
}

/** Where a page of ours lets its user log out. */
export function logoutUrl({ base }: Service, session: CurrentSession): string {
  return `${base}/logout?token=${logoutToken(session)}`;
}
