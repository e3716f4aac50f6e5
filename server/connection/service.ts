import type { Administrator } from '#server/admin/administrator.ts';
import type { LoadedConnection, SamlSettings } from '#server/config/config.ts';
import type { DataSources } from '#server/data/data-sources.ts';
import type { SigningKey } from '#server/keys/signing-key.ts';
import type { Log } from '#server/log/log.ts';
import type { Store } from '#server/store/store.ts';
import type { ThreadPools } from '#server/threads/thread-pools.ts';
import type { Clock } from '#shared/base/clock.ts';

/** What every part of the companion is given. */
export interface CompanionEnvironment {
  /** The companion's address as browsers see it, without a slash at the end. */
  readonly url: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** 256 random bits, base64url. */
  readonly random: () => string;
  /** In which messages are decided about. */
  readonly threads: ThreadPools;
  /** What vouches for the IDs of our login requests: kept in the store, so that a restart loses none. */
  readonly requestKey: string;
  /** What apps show. */
  readonly data: DataSources;
  /** What the administrator is known by. */
  readonly administrator: Administrator;
}

/** One connection at work: its configuration and its surroundings. */
export interface Service extends CompanionEnvironment {
  readonly settings: LoadedConnection;
  /** `/hub` */
  readonly base: string;
  /** What our messages are signed with; null: the configuration gives no key, and they go unsigned. */
  readonly signing: SigningKey | null;
}

/** A connection with an identity provider: everything that has to do with SAML needs one. */
export interface SamlService extends Service {
  readonly settings: SamlSettings;
}

/** Whether a connection has an identity provider. One without is for tickets, session calls and tokens alone. */
export function hasIdp(service: Service): service is SamlService {
  return service.settings.connection.idp !== null;
}
