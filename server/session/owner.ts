import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { userName } from './user-name.ts';

/** Whom what waits in the store is kept for: one user of one connection, in 43 characters. */
export function ownerOf(connection: string, user: string): string {
  return hashSecret(JSON.stringify([connection, user]));
}

/** Whom something is kept for that is found by the user, however their name is written, such as a ticket: whoever ends their sessions finds it. */
export function userOwner(connection: string, user: Pick<LoginSession, 'userDirectory' | 'userId'>): string {
  return ownerOf(connection, userName(user).toLowerCase());
}
