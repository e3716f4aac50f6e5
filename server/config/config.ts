import type { AccessTable } from '#shared/reduction/access-table.ts';
import type { Condition } from '#shared/rules/condition.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import type { Connection, IdplessConnection } from '#shared/saml/connection/connection.ts';
import type { YamlFile } from '#shared/yaml/read-yaml.ts';
import type { AppEntry } from './app-schema.ts';
import type { LoginMethod } from './schema.ts';
import type { TokenKey } from './token-key.ts';
import type { TokenSettings } from './token-schema.ts';

/** The companion's configuration, read and checked. Durations are milliseconds. */
export interface CompanionConfig {
  /** The file itself, for words about what is wrong in it. */
  readonly yaml: YamlFile;
  /** Address that the companion listens at. */
  readonly host: string;
  readonly port: number;
  /** What browsers see in front of it, without a slash at the end; null: `http://localhost:{port}`. */
  readonly url: string | null;
  /** Absolute path of the folder for keys and sessions. */
  readonly stateFolder: string;
  /** Where QPS calls come in by mutual TLS; null: nowhere. */
  readonly tls: ClientCertificates | null;
  /** Whose SAML logins may open the console; null: nobody's. */
  readonly consoleLogin: ConsoleLogin | null;
  /** For how many days lines of the audit are kept, and how many at most. */
  readonly auditDays: number;
  readonly auditLines: number;
  /** Hosts that metadata may be fetched from though they are not public or have no https. */
  readonly metadataHosts: readonly string[];
  /** At least one; prefixes are unique. */
  readonly connections: readonly ConnectionSettings[];
  /** The same entries as they stand in the file, as plain data. */
  readonly documents: readonly Readonly<Record<string, unknown>>[];
}

/** What a port for mutual TLS needs; absolute paths of PEM files. */
export interface ClientCertificates {
  readonly port: number;
  readonly key: string;
  readonly certificate: string;
  readonly clientCa: string;
}

/** Whose SAML logins may open the console. */
export interface ConsoleLogin {
  /** Prefix of the connection. */
  readonly connection: string;
  /** As it is written, and read. */
  readonly condition: string;
  readonly parsed: Condition;
}

/** One entry of `connections`: what the server itself does with it, and the SAML part still unread. */
export interface ConnectionSettings {
  /** First segment of every path of this connection, lower case (Qlik: prefix of the virtual proxy). */
  readonly prefix: string;
  readonly description: string;
  /** A session that nobody used for so long is over. */
  readonly sessionTimeout: number;
  /** No session is older. */
  readonly sessionLifetime: number;
  /** Sessions of one user at once; beyond, the oldest end. Null: any number. */
  readonly sessionsPerUser: number | null;
  /** Days for which what logins came to is kept, what they brought included; 0: not at all. */
  readonly reportDays: number;
  /** Days for which it is kept who was let into which app; 0: not at all. */
  readonly decisionDays: number;
  /** Of what users carried then: a mark of each value, or the values, too. */
  readonly decisionValues: 'hashed' | 'kept';
  /** What the page of an app that no rule opens says: which part of which rule was false, or that no rule opens it. */
  readonly closedApps: 'explained' | 'plain';
  /**
   * `session`: attributes are in the session alone. `user`: the last login by SAML also leaves them with the user, where
   * sessions by every way in find them.
   */
  readonly attributesKept: 'session' | 'user';
  readonly cookie: string;
  /** Ways in, none twice. A path that belongs to a way that is not here answers 404. */
  readonly methods: readonly LoginMethod[];
  /** Where to log in when not by SAML; null: nobody said. */
  readonly authenticationModule: string | null;
  /** Whose tokens log in, its files still unread. */
  readonly jwt: TokenSettings | undefined;
  /** How the identity provider is asked to end its session, and which hosts may be asked though they are private. */
  readonly logout: { readonly encryptNameId: boolean; readonly allowHosts: readonly string[] };
  /** Hosts besides our own that RelayState and returnTo may lead to (`apps.example.com`, `localhost:3000`). */
  readonly hosts: readonly string[];
  readonly streams: readonly Stream[];
  /** What apps of streams show, their access tables still unread. */
  readonly apps: readonly AppEntry[];
  /** Bytes of a request's body at most: of a form, of a SOAP message. */
  readonly bodyLimits: { readonly form: number; readonly soap: number };
  /** The part that `parseConnection` reads, as it stood in the file. */
  readonly saml: Readonly<Record<string, unknown>>;
  /** The part that the rules reader reads. */
  readonly rules: unknown;
}

/** What the hub offers: a stream is opened by rules, and its apps with it. */
export interface Stream {
  readonly name: string;
  readonly apps: readonly { readonly id: string; readonly name: string }[];
}

/** What an app shows, and who sees what of it. */
export interface AppSettings extends Pick<AppEntry, 'id' | 'data' | 'emptyCell'> {
  readonly access: AccessTable;
  /** `DIRECTORY\USER` that needs a row of its own; null: nobody does. */
  readonly serviceUser: string | null;
  /** Who may look at it as somebody else, besides those whose login opens the console; null: nobody. */
  readonly viewAs: { readonly condition: string; readonly parsed: Condition } | null;
}

/** Whose tokens log in, what they must say, and what becomes of their claims. */
export interface TokenTrust extends Pick<TokenSettings, 'issuer' | 'user' | 'attributes' | 'once'> {
  /** One of these must be named. */
  readonly audience: readonly string[];
  /** Milliseconds after `iat`; null: `exp` alone says. */
  readonly maxAge: number | null;
  readonly keys:
    | { readonly kind: 'fixed'; readonly keys: readonly TokenKey[] }
    | { readonly kind: 'url'; readonly url: string; readonly allowHosts: readonly string[] };
}

/** A connection with the files that it names read. */
export interface LoadedConnection extends Omit<ConnectionSettings, 'saml' | 'rules' | 'jwt' | 'apps'> {
  readonly apps: readonly AppSettings[];
  /** Whose tokens log in; null: nobody's. */
  readonly tokens: TokenTrust | null;
  /**
   * Where the SP's keys are: in the state folder, where they can be rolled over; in files that the configuration names; or
   * there are none, for a connection without an identity provider needs none.
   */
  readonly keysIn: 'state' | 'files' | 'nowhere';
  readonly connection: Connection | IdplessConnection;
  readonly rules: readonly AccessRule[];
  /** The metadata of the IdP; empty where the configuration spells the IdP out. */
  readonly idpMetadata: readonly EntityMetadata[];
  /** Until when that may be used, in milliseconds since the epoch; null: it does not say. */
  readonly idpValidUntil: number | null;
}

/** A connection with an identity provider. */
export interface SamlSettings extends LoadedConnection {
  readonly connection: Connection;
}

/** Public metadata of one entity. */
export interface EntityMetadata {
  readonly entityId: string;
  readonly xml: string;
}
