import type { Actor } from '#shared/api/audit.ts';
import type { ClientKey } from '#shared/api/client-keys.ts';
import type { ConnectionVersions } from './connection-versions.ts';
import type { DecisionStore } from './decision-rows.ts';
import type { LastLogins } from './last-logins.ts';
import type { LoginSession } from './login-session.ts';
import type { LogoutStore } from './logout-rows.ts';
import type { MetadataRows } from './metadata-rows.ts';
import type { ReportStore } from './report-rows.ts';
import type { ReviewStore } from './review-rows.ts';
import type { SeenAttributesStore } from './seen-attributes.ts';

/** A logged-in session as it is kept. `key` is the SHA-256 of the cookie's value: the file alone opens no session. */
export interface StoredSession {
  readonly key: string;
  readonly login: LoginSession;
  /** Milliseconds since the epoch. */
  readonly lastSeenAt: number;
}

/** What sessions are searched by: all that is given must hold. Users and attributes are compared regardless of case. */
export interface SessionSearch {
  /** Prefix of the connection. */
  readonly connection?: string;
  readonly user?: Pick<LoginSession, 'userDirectory' | 'userId'>;
  /** Entity ID of the IdP, or issuer of the token. */
  readonly idp?: string;
  readonly attribute?: { readonly name: string; readonly value: string };
}

/** Which part of a list. */
export interface ListPart {
  /** What the part before gave as `next`; null: from the newest on. */
  readonly before: string | null;
  readonly limit: number;
}

/** A part of the list of sessions. */
export interface SessionList {
  readonly sessions: readonly StoredSession[];
  /** Where the list goes on; null: that was all. */
  readonly next: string | null;
}

/**
 * What is kept for a while: a checked login on its way to its browser, how a LogoutRequest was answered, who is signed in
 * to the console, tickets, a login test that was begun, and the attributes that are kept with a user. Each is made by a session, by a
 * message that the gate has accepted, by the administrator or by a QPS client's key, never by a stranger's request.
 */
type PendingKind = 'arrival' | 'answer' | 'console' | 'ticket' | 'login-test' | 'user-attributes';

/** For how long something waits, and for whom. */
export interface PendingEntry {
  /** Who has it kept: where room is short, it is made by the one who holds the most. */
  readonly owner: string;
  readonly expiresAt: number;
}

/** What is accepted once only: an assertion, an answer to a login request of ours, a LogoutRequest, a token if wanted. */
export interface ReplayMark {
  readonly kind: 'assertion' | 'login-request' | 'logout-request' | 'token';
  /** Entity ID of the IdP, or issuer of the token. */
  readonly issuer: string;
  readonly id: string;
}

/** One line of the audit as it is kept; `server/audit` knows which actions and facts there are. */
export interface AuditRow {
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly actor: Actor;
  readonly action: string;
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** How often it happened; `at` is when first. */
  readonly times: number;
  readonly lastAt: number;
}

/**
 * Everything that the companion must not forget when it is restarted or killed. Times are milliseconds since the
 * epoch; the caller passes the time in. What has expired is never given out, whether or not it was pruned.
 */
export interface Store
  extends ConnectionVersions,
    DecisionStore,
    LastLogins,
    LogoutStore,
    MetadataRows,
    ReportStore,
    ReviewStore,
    SeenAttributesStore {
  /** Null: unknown or revoked. Limits of time are the caller's (`server/session/session-end.ts`). */
  getSession(key: string): Promise<StoredSession | null>;
  /**
   * Keeps a session under its key; `keepUntil` is when nobody can use it any more.
   * False: the key was revoked, nothing is kept (a request in flight must not bring back what logout ended).
   *
   * @param endsAt when it ends by time unless it is used before: from then on `sessionsOver` finds it; left out: never
   */
  setSession(session: StoredSession, keepUntil: number, endsAt?: number | null): Promise<boolean>;
  /** The same for a key that nobody has had before. False: somebody has, and nothing is kept. */
  addSession(session: StoredSession, keepUntil: number, endsAt?: number | null): Promise<boolean>;
  /** Notes that the session was used, and when it ends by time now; nothing happens if it is gone. */
  touchSession(key: string, lastSeenAt: number, endsAt?: number | null): Promise<void>;
  /** Sessions whose time was over by then, by what `endsAt` said, those that are over the longest first. */
  sessionsOver(now: number, limit: number): Promise<readonly StoredSession[]>;
  /** Ends a session for good: until `until` its key is refused. False: there was no such session. */
  revokeSession(key: string, until: number): Promise<boolean>;
  /** Ends every session of a connection for good; gives how many there were. */
  revokeSessionsOf(connection: string, until: number): Promise<number>;
  /** The sessions of one NameID value at one IdP, of one connection, oldest first. */
  findSessions(connection: string, idp: string, nameId: string): Promise<readonly StoredSession[]>;
  /**
   * The sessions that a search finds, the newest first, part by part. Also those that have ended by time and those on
   * their way to a browser: limits of time are the caller's. A part may have fewer than `limit` and yet not be the last.
   */
  listSessions(search: SessionSearch, part: ListPart): Promise<SessionList>;

  /** Keeps plain data until it is taken or its time has come. Beyond a bound of each kind, who holds the most loses the oldest. */
  addPending(kind: PendingKind, id: string, data: unknown, waiting: PendingEntry): Promise<void>;
  /** Reads without taking. */
  getPending(kind: PendingKind, id: string, now: number): Promise<unknown>;
  /** Reads and removes in one step: of two callers one gets it, the other null. */
  takePending(kind: PendingKind, id: string, now: number): Promise<unknown>;
  /** Removes all of one kind that are kept for somebody. */
  dropPending(kind: PendingKind, owner: string): Promise<void>;

  /**
   * `new` the first time, `used` from then on. Marks are kept well beyond `expiresAt`, and when they go, whatever ends no
   * later than one of them is `forgotten`: nobody can tell any more whether it was used. When it is full it throws
   * `store-full` rather than let a replay through.
   *
   * @param expiresAt when the message can no longer be accepted; it must follow from the message alone, not from now
   */
  once(mark: ReplayMark, expiresAt: number): Promise<'new' | 'used' | 'forgotten'>;

  /** Whether `once` has said `new` to this before, and remembers it. Marks nothing. */
  wasOnce(mark: ReplayMark): Promise<boolean>;

  /** The secret of that name: `made` at the first call ever, and the same from then on. */
  secret(name: string, made: string): Promise<string>;

  /**
   * Adds a line to the audit. Where a script did the same with the same facts within an hour, it counts that line up.
   * Beyond a bound, who has the most lines loses the oldest, and a line says so.
   */
  addAudit(line: Omit<AuditRow, 'number' | 'times' | 'lastAt'>): Promise<void>;
  /** At most `limit` lines with lower numbers than `before` (null: all of them), the newest first. */
  listAudit(before: number | null, limit: number): Promise<readonly AuditRow[]>;

  /** Keeps a QPS client's key by its hash. */
  addClientKey(hash: string, key: Pick<ClientKey, 'id' | 'name' | 'madeAt' | 'madeBy'>): Promise<void>;
  /** All that were ever made, the newest first. */
  listClientKeys(): Promise<readonly ClientKey[]>;
  /** The key of that hash, and notes that it was used; null: there is none, or it was revoked. */
  useClientKey(hash: string, now: number): Promise<ClientKey | null>;
  /** False: there is no such key, or it was revoked before. */
  revokeClientKey(id: string, at: number): Promise<boolean>;

  /**
   * Removes what is over. What waits goes by `now`; sessions, revocations and replay marks only when the clock has said
   * for 24 hours of running that they are over, so that a clock which is wrong for a while takes none of them. So do lines
   * of the audit that have had their time; at most once a day, with a line that says how many.
   */
  prune(now: number): Promise<void>;
  close(): void;
}
