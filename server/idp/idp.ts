import type { SigningKey } from '#server/keys/signing-key.ts';
import type { Log } from '#server/log/log.ts';
import type { Clock } from '#shared/base/clock.ts';
import type { ServiceProvider } from './service-providers.ts';
import type { IdpState } from './state.ts';

/** What every part of the test identity provider is given. */
export interface Idp {
  /** As browsers see it, without a slash at the end. */
  readonly url: string;
  readonly entityId: string;
  /** Its own key; every message that it sends is signed, unless a fault says otherwise. */
  readonly signing: SigningKey;
  /** A key that its metadata does not have, made when it is first asked for. */
  readonly otherKey: () => Promise<SigningKey>;
  /** Assertions are encrypted for whoever offers a key in its metadata. */
  readonly encrypts: boolean;
  readonly state: IdpState;
  /** Everybody who may ask for a login, read anew where the source has changed. */
  readonly serviceProviders: () => Promise<readonly ServiceProvider[]>;
  readonly clock: Clock;
  readonly log: Log;
  /** 256 random bits, base64url. */
  readonly random: () => string;
}

/** Where the endpoints are, below the IdP's address. */
export const IDP_PATHS = { metadata: '/metadata', singleSignOn: '/sso', singleLogout: '/slo' } as const;
