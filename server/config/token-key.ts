/** A public key that verifies tokens, as a JSON Web Key (RFC 7517), without anything that is private in it. */
export type TokenKey = RsaTokenKey | EcTokenKey;

interface KeyNames {
  /** Key ID; null: it has none. */
  readonly kid: string | null;
}

/** For RS256 alone. */
interface RsaTokenKey extends KeyNames {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

/** For ES256 alone. */
interface EcTokenKey extends KeyNames {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}
