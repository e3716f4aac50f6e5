import { timingSafeEqual } from 'node:crypto';
import { hashSecret } from './hash-secret.ts';

/** Whether a text is the secret of a hash that `hashSecret` made; how long that takes says nothing of either. */
export function isSecretOf(hash: string, text: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(text), 'base64url'), Buffer.from(hash, 'base64url'));
}
