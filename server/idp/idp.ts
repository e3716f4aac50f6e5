import type { OwnKeys } from '#server/companion/own-keys.ts';
import type { Log } from '#server/log/log.ts';
import type { Clock } from '#shared/base/clock.ts';
import type { RedirectSigner } from '#shared/wire/write-redirect.ts';
import type { ServiceProvider } from './service-providers.ts';
import type { IdpState } from './state.ts';

/** What every part of the test identity provider is given. */
export interface Idp {
  /** As browsers see it, without a slash at the end. */
  readonly url: string;
  readonly entityId: string;
  readonly signing: Signing;
  readonly state: IdpState;
  /** Everybody who may ask for a login, read anew where the source has changed. */
  readonly serviceProviders: () => Promise<readonly ServiceProvider[]>;
  readonly clock: Clock;
  readonly log: Log;
  /** 256 random bits, base64url. */
  readonly random: () => string;
}

/** The IdP's own key, ready for use. */
export interface Signing {
  readonly keys: OwnKeys;
  readonly privateKey: CryptoKey;
  /** DER in base64. */
  readonly certificate: string;
  readonly redirect: RedirectSigner;
}

/** Where the endpoints are, below the IdP's address. */
export const PATHS = { metadata: '/metadata', singleSignOn: '/sso', singleLogout: '/slo' } as const;
