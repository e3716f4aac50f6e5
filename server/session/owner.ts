import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { userName } from './user-name.ts';

/** Whom what waits in the store is kept for: one user of one connection, in 43 characters. */
export function ownerOf(connection: string, user: string): string {
  return hashSecret(JSON.stringify([connection, user]));
}

/** Whom a ticket is kept for: the user, however their name is written, so that whoever ends their sessions finds it. */
export function ticketOwner(connection: string, user: Pick<LoginSession, 'userDirectory' | 'userId'>): string {
  return ownerOf(connection, userName(user).toLowerCase());
}
