import type { TokenTrust } from '#server/config/config.ts';
import type { Service } from '#server/connection/service.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { mapClaims } from './map-claims.ts';
import { TokenError } from './token-error.ts';
import { readTokenHeader } from './token-header.ts';
import type { KeySource } from './token-keys.ts';
import { verifyToken } from './verify-token.ts';

/**
 * The session that a token stands for.
 * @throws WorkbenchError `token-...`
 */
export async function readToken(
  service: Service,
  trust: TokenTrust,
  token: string,
  keysOf: KeySource,
): Promise<LoginSession> {
  const now = service.clock();
  const { prefix, connection } = service.settings;
  const keys = await keysOf(readTokenHeader(token));
  const claims = await verifyToken(token, { trust, keys, now, clockSkew: connection.clockSkew });
  const mapped = mapClaims(claims, trust);
  const tokenId = typeof claims.jti === 'string' ? claims.jti : null;
  if (trust.once) await useOnce(service, trust, tokenId, endOf(claims.exp ?? 0) + connection.clockSkew);
  return {
    connection: prefix,
    ...mapped,
    loggedInAt: now,
    origin: { way: 'jwt', issuer: trust.issuer, tokenId },
  };
}

/** The latest moment that a date can have (ECMA-262 21.4.1.1), in milliseconds. */
const LATEST = 8.64e15;

/** Milliseconds, whole ones: a NumericDate may be a fraction, and may be any number (RFC 7519 2). */
function endOf(exp: number): number {
  return Math.min(Math.ceil(exp * 1000), LATEST);
}

/** RFC 7519 4.1.7: the identifier is what tells one token of an issuer from another. */
async function useOnce(
  { store, settings }: Service,
  trust: TokenTrust,
  id: string | null,
  until: number,
): Promise<void> {
  if (id === null) throw new TokenError('token-claim', { claim: 'jti' });
  const mark = { kind: 'token', issuer: trust.issuer, id: `${settings.prefix} ${id}` } as const;
  const answer = await store.once(mark, until);
  if (answer === 'used') throw new TokenError('token-used');
  if (answer === 'forgotten') throw new TokenError('token-forgotten');
}
