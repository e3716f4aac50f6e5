import { constants, inflateRawSync } from 'node:zlib';
import type { Attempt } from '#server/attempts/attempt.ts';

/** Characters of a message, as it came, in which its first tag is looked for. */
const LOOKED_AT = 8000;
const INFLATED = 64 * 1024;

/**
 * The ID that the message of an attempt has in its first tag; null: none is found there. For finding an attempt again and
 * nothing else: nothing of it is believed, and no more than its beginning is read.
 */
export function messageIdOf({ method, form }: Attempt['received']): string | null {
  const value = /(?:^|&)SAML(?:Response|Request)=([^&]*)/.exec(form ?? '')?.[1]?.slice(0, LOOKED_AT) ?? '';
  const bytes = Buffer.from(value.replace(/%([0-9A-Fa-f]{2})/g, toCharacter), 'base64');
  const text = method === 'GET' ? inflateBeginning(bytes) : bytes.toString('utf8');
  const tag = /<[A-Za-z_][^<>]*>/.exec(text)?.[0] ?? '';
  return (
    /\sID\s*=\s*(?:"([^"]*)"|'([^']*)')/
      .exec(tag)
      ?.slice(1)
      .find((id) => id !== undefined) ?? null
  );
}

function toCharacter(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function inflateBeginning(bytes: Buffer): string {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: INFLATED };
    return inflateRawSync(bytes, options).toString('utf8');
  } catch {
    // What does not inflate has no ID to be found by, and was refused when it came.
    return '';
  }
}
