import * as v from 'valibot';
import type { TokenKey } from '#server/config/token-key.ts';
import { TokenError } from './token-error.ts';
import { algorithmOf } from './verify-token.ts';

/** A token with a thousand groups has some 40 KB; a header of HTTP has at most 64. */
const MAX_CHARS = 60_000;

/** RFC 7515 3.1: three parts, none of them empty where there is a signature. */
const COMPACT = /^([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

const HEADER = v.object({ alg: v.string(), kid: v.optional(v.string()) });

/** What a token says of its key: nothing is proved by it. */
export type TokenHeader = v.InferOutput<typeof HEADER>;

/**
 * The header of a token, unverified.
 * @throws WorkbenchError `token-malformed`
 */
export function readTokenHeader(token: string): TokenHeader {
  const encoded = token.length > MAX_CHARS ? undefined : COMPACT.exec(token)?.[1];
  const header = v.safeParse(HEADER, encoded === undefined ? null : parse(encoded));
  if (!header.success) throw new TokenError('token-malformed');
  return header.output;
}

/**
 * The keys that a header may mean: for its algorithm, and of its name if both have one.
 * @throws WorkbenchError `token-algorithm` where no trusted key is for it
 */
export function keysFor({ alg, kid }: TokenHeader, keys: readonly TokenKey[]): readonly TokenKey[] {
  const fitting = keys.filter((key) => algorithmOf(key) === alg);
  if (fitting.length === 0) throw new TokenError('token-algorithm');
  return fitting.filter((key) => kid === undefined || key.kid === null || key.kid === kid);
}

function parse(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new TokenError('token-malformed', {}, { cause });
  }
}
