import type { LoginSession } from './login-session.ts';

/** A logged-in session as it is kept. `key` is the SHA-256 of the cookie's value: the file alone opens no session. */
export interface StoredSession {
  readonly key: string;
  readonly login: LoginSession;
  /** Milliseconds since the epoch. */
  readonly lastSeenAt: number;
}

/**
 * What is kept for a while: a login or logout of ours that waits for the IdP's answer, a checked login on its way to its
 * browser, what a goodbye page tells, how a LogoutRequest was answered, and which sessions were ended.
 */
type PendingKind = 'login' | 'logout' | 'arrival' | 'goodbye' | 'answer' | 'ended';

/** What is accepted once only. */
type OnceKind = 'assertion' | 'logout-request';

/**
 * Everything that the companion must not forget when it is restarted or killed. Times are milliseconds since the
 * epoch; the caller passes the time in. What has expired is never given out, whether or not it was pruned.
 */
export interface Store {
  /** Null: unknown or revoked. Limits of time are the caller's (`server/session/limits.ts`). */
  getSession(key: string): Promise<StoredSession | null>;
  /**
   * Keeps a session under its key; `keepUntil` is when nobody can use it any more.
   * False: the key was revoked, nothing is kept (a request in flight must not bring back what logout ended).
   */
  setSession(session: StoredSession, keepUntil: number): Promise<boolean>;
  /** Notes that the session was used; nothing happens if it is gone. */
  touchSession(key: string, lastSeenAt: number): Promise<void>;
  /** Ends a session for good: until `until` its key is refused. False: there was no such session. */
  revokeSession(key: string, until: number): Promise<boolean>;
  /** The sessions of one NameID value at one IdP, of one connection, oldest first. */
  findSessions(connection: string, idp: string, nameId: string): Promise<readonly StoredSession[]>;

  /** Keeps plain data until it is taken or `expiresAt` has come. Beyond a bound of each kind the oldest go. */
  addPending(kind: PendingKind, id: string, data: unknown, expiresAt: number): Promise<void>;
  /** Reads without taking. */
  getPending(kind: PendingKind, id: string, now: number): Promise<unknown>;
  /** Reads and removes in one step: of two callers one gets it, the other null. */
  takePending(kind: PendingKind, id: string, now: number): Promise<unknown>;

  /**
   * True the first time; false for a repetition before `expiresAt`. It never forgets early: when it is full it
   * throws `store-full` rather than let a replay through.
   */
  once(kind: OnceKind, id: string, expiresAt: number, now: number): Promise<boolean>;

  /** Whether `once` was called for this before, and would say no now. Marks nothing. */
  wasOnce(kind: OnceKind, id: string, now: number): Promise<boolean>;

  /** Removes what has expired. */
  prune(now: number): Promise<void>;
  close(): void;
}
