import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { TokenTrust } from '#server/config/config.ts';
import type { TokenKey } from '#server/config/token-key.ts';
import { TokenError } from './token-error.ts';

/** What a token is verified with. */
export interface TokenExpectations {
  readonly trust: TokenTrust;
  /** Those that its header may mean; none is tried for an algorithm that it is not for. */
  readonly keys: readonly TokenKey[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds. */
  readonly clockSkew: number;
}

/**
 * The claims of a token (RFC 7519): signed by one of the keys with the one algorithm that the key is for, from the issuer
 * and for the audience that are pinned, begun, and not ended. A key never decides by what the token says: an RSA key is
 * for RS256 alone, so neither `none` nor a MAC made with the public key has anything to verify it.
 *
 * @throws WorkbenchError of this room (`token-...`)
 */
export async function verifyToken(token: string, expectations: TokenExpectations): Promise<JWTPayload> {
  const { keys } = expectations;
  if (keys.length === 0) throw new TokenError('token-key-unknown');
  let problem: unknown = null;
  for (const key of keys) {
    try {
      return await verifyWith(token, key, expectations);
    } catch (error) {
      // Two keys of one name, or a set without names: another may be the one.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw toTokenError(error);
      problem = error;
    }
  }
  throw toTokenError(problem);
}

async function verifyWith(
  token: string,
  { kid: _, ...key }: TokenKey,
  { trust, now, clockSkew }: TokenExpectations,
): Promise<JWTPayload> {
  const algorithm = algorithmOf(key);
  const { payload } = await jwtVerify(
    token,
    { ...key, alg: algorithm },
    {
      algorithms: [algorithm],
      issuer: trust.issuer,
      audience: [...trust.audience],
      requiredClaims: ['exp', ...(trust.once ? ['jti'] : []), ...(trust.maxAge === null ? [] : ['iat'])],
      currentDate: new Date(now),
      clockTolerance: clockSkew / 1000,
      ...(trust.maxAge !== null && { maxTokenAge: trust.maxAge / 1000 }),
    },
  );
  // `jwtVerify` looks at it only where there is a `maxTokenAge`.
  if (payload.iat !== undefined && payload.iat * 1000 > now + clockSkew)
    throw new TokenError('token-claim', { claim: 'iat' });
  return payload;
}

/** The one algorithm that a key is for. */
export function algorithmOf({ kty }: Pick<TokenKey, 'kty'>): 'RS256' | 'ES256' {
  return kty === 'RSA' ? 'RS256' : 'ES256';
}

function toTokenError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new TokenError('token-expired', {}, { cause: error });
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new TokenError('token-claim', { claim: error.claim }, { cause: error });
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return new TokenError('token-algorithm', {}, { cause: error });
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new TokenError('token-signature', {}, { cause: error });
  }
  return error instanceof errors.JOSEError ? new TokenError('token-malformed', {}, { cause: error }) : error;
}
