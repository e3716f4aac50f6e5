import type { ConnectionRegistry } from '#server/connection/registry.ts';
import type { Service } from '#server/connection/service.ts';
import { isArriving, sessionsOf } from '#server/session/search-sessions.ts';
import { type SessionEnd, sessionEnd } from '#server/session/session-end.ts';
import { readUserName } from '#server/session/user-name.ts';
import { issuerOf } from '#server/store/login-session.ts';
import type { SessionSearch, StoredSession } from '#server/store/store.ts';
import type { SessionDetails, SessionSearchInput, SessionSummary } from '#shared/api/sessions.ts';

/** A session that can be used, at its connection. */
export interface LiveSession {
  readonly stored: StoredSession;
  readonly service: Service;
  readonly end: SessionEnd;
}

/** Rows of a page. */
const PAGE = 50;

/** A page of the sessions that a search finds, and where the list goes on. */
export async function pageOfSessions(
  registry: ConnectionRegistry,
  search: SessionSearch,
  before: string | null,
): Promise<{ readonly sessions: readonly LiveSession[]; readonly next: string | null }> {
  const { store } = registry.environment;
  const sessions: LiveSession[] = [];
  let next = before;
  do {
    const part = await store.listSessions(search, { before: next, limit: PAGE - sessions.length });
    sessions.push(...part.sessions.flatMap((stored) => live(registry, stored)));
    next = part.next;
  } while (next !== null && sessions.length < PAGE);
  return { sessions, next };
}

/** The newest sessions of a connection, some `limit` of them, and whether there are more. */
export async function newestSessions(
  registry: ConnectionRegistry,
  connection: string,
  limit: number,
): Promise<{ readonly sessions: readonly LiveSession[]; readonly isMore: boolean }> {
  const sessions: LiveSession[] = [];
  let before: string | null = null;
  do {
    const part: Awaited<ReturnType<typeof pageOfSessions>> = await pageOfSessions(registry, { connection }, before);
    sessions.push(...part.sessions);
    before = part.next;
  } while (before !== null && sessions.length < limit);
  return { sessions, isMore: before !== null };
}

/** All that a search finds. */
export async function allSessions(
  registry: ConnectionRegistry,
  search: SessionSearch,
): Promise<readonly LiveSession[]> {
  const found = await sessionsOf(registry.environment.store, search);
  return found.flatMap((stored) => live(registry, stored));
}

/** The session of an id; null: there is none that can still be used. */
export async function findSession(registry: ConnectionRegistry, id: string): Promise<LiveSession | null> {
  const stored = await registry.environment.store.getSession(id);
  return stored === null ? null : (live(registry, stored)[0] ?? null);
}

/** What was asked for, in the words of the store. */
export function toSearch({ connection, user, idp, attribute, value }: SessionSearchInput): SessionSearch {
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(user === undefined ? {} : { user: readUserName(user) }),
    ...(idp === undefined ? {} : { idp }),
    ...(attribute === undefined || value === undefined ? {} : { attribute: { name: attribute, value } }),
  };
}

/** As lists show it. */
export function summarizeSession({ stored: { key, login, lastSeenAt }, end }: LiveSession): SessionSummary {
  const { connection, userDirectory, userId, origin, loggedInAt } = login;
  const ends = { endsAt: end.at, limit: end.limit };
  const who = { connection, userDirectory, userId, way: origin.way, issuer: issuerOf(login) };
  return { id: key, ...who, loggedInAt, lastSeenAt, ...ends };
}

/** With its attributes. */
export function tellSession(session: LiveSession): SessionDetails {
  const { origin, attributes } = session.stored.login;
  return {
    ...summarizeSession(session),
    nameId: origin.way === 'saml' ? (origin.nameId?.value ?? null) : null,
    attributes: attributes.map(({ name, values }) => ({ name, values: values.map(({ value }) => value) })),
  };
}

/** None: it has ended by time, its connection is gone, or it has not reached its browser yet. */
function live(registry: ConnectionRegistry, stored: StoredSession): readonly LiveSession[] {
  if (isArriving(stored)) return [];
  const service = registry.find(stored.login.connection)?.service ?? null;
  if (service === null) return [];
  const end = sessionEnd(stored.login, stored.lastSeenAt, service.settings);
  return registry.environment.clock() < end.at ? [{ stored, service, end }] : [];
}
