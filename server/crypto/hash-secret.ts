import { createHash } from 'node:crypto';

/** SHA-256 in base64url: what is stored in place of a secret that a browser holds. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
