import { hashSecret } from '#server/crypto/hash-secret.ts';

/** Whom what waits in the store is kept for: one user of one connection, in 43 characters. */
export function ownerOf(connection: string, user: string): string {
  return hashSecret(JSON.stringify([connection, user]));
}
