import { ABOUT, CONSOLE_ENTRY } from '#shared/api/about.ts';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { CLIENT_KEYS, MADE_CLIENT_KEY } from '#shared/api/client-keys.ts';
import {
  CONNECTION_CHANGE,
  CONNECTION_DETAILS,
  CONNECTION_HISTORY,
  CONNECTION_VERSION,
  CONNECTIONS,
  METADATA_ANSWER,
  METADATA_LOOK,
} from '#shared/api/connections.ts';
import { CONSOLE_SESSION } from '#shared/api/console-session.ts';
import { CONNECTION_KEYS, type ConnectionKeys } from '#shared/api/keys.ts';
import { LOGIN_LIST, LOGIN_REPORT, LOGIN_TEST } from '#shared/api/logins.ts';
import { LOGOUT_LIST, LOGOUT_RECEIPT } from '#shared/api/logouts.ts';
import { ENDED_SESSIONS, SESSION_DETAILS, SESSIONS } from '#shared/api/sessions.ts';
import { TESTED_VALUES } from '#shared/api/tested-values.ts';
import { ask, NOTHING } from './ask.ts';

/** Signs in with the administrator's token. */
export const signIn = (token: string) => ask('/console/login', CONSOLE_SESSION, { method: 'POST', body: { token } });

/** Signs out. */
export const signOut = () => ask('/api/console-session', NOTHING, { method: 'DELETE' });

/** What the companion says of itself. */
export const askAbout = () => ask('/api/about', ABOUT);

/** A page of the audit; null: the newest. */
export const askAudit = (before: number | null) =>
  ask(`/api/audit?${pageQuery(new URLSearchParams(), before)}`, AUDIT_PAGE);

/** The keys of QPS clients. */
export const askClientKeys = () => ask('/api/client-keys', CLIENT_KEYS);

/** Makes one: the answer alone has it whole. */
export const makeClientKey = (name: string) =>
  ask('/api/client-keys', MADE_CLIENT_KEY, { method: 'POST', body: { name } });

/** Revokes one. */
export const revokeClientKey = (id: string) =>
  ask(`/api/client-keys/${encodeURIComponent(id)}`, NOTHING, { method: 'DELETE' });

/** The connections. */
export const askConnections = () => ask('/api/connections', CONNECTIONS);

/** A page of the sessions that a search finds; `before`: where the page before it ended. */
export const askSessions = (search: URLSearchParams, before: string | null) =>
  ask(`/api/sessions?${pageQuery(search, before)}`, SESSIONS);

/** One session with its attributes. */
export const askSession = (id: string) => ask(`/api/sessions/${encodeURIComponent(id)}`, SESSION_DETAILS);

/** Ends one session. */
export const endSession = (id: string) =>
  ask(`/api/sessions/${encodeURIComponent(id)}`, ENDED_SESSIONS, { method: 'DELETE' });

/** Ends every session that a search finds; an empty one finds all. */
export const endSessions = (search: URLSearchParams) =>
  ask(`/api/sessions?${search.size === 0 ? 'all=true' : search}`, ENDED_SESSIONS, { method: 'DELETE' });

/** A page of the logouts of a connection, or of all; `before`: where the page before it ended. */
export const askLogouts = (search: URLSearchParams, before: number | null) =>
  ask(`/api/logouts?${pageQuery(search, before)}`, LOGOUT_LIST);

/** What is known of one logout now. */
export const askLogout = (reference: string) => ask(`/api/logouts/${encodeURIComponent(reference)}`, LOGOUT_RECEIPT);

const connectionPath = (prefix: string, rest = '') => `/api/connections/${encodeURIComponent(prefix)}${rest}`;

/** One connection with all that can be said of it. */
export const askConnection = (prefix: string) => ask(connectionPath(prefix), CONNECTION_DETAILS);

/** What was made of a connection, version by version. */
export const askHistory = (prefix: string) => ask(connectionPath(prefix, '/history'), CONNECTION_HISTORY);

/** What a connection was in one version; null: it was taken back. */
export const askVersion = (prefix: string, version: number) =>
  ask(connectionPath(prefix, `/history/${version}`), CONNECTION_VERSION);

/** What is to become of a connection, and from which of its states it was made. */
export interface WantedConnection {
  readonly revision: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly summary: string;
  /** Only says what would change. */
  readonly dryRun: boolean;
}

/** Makes a connection, or says what that would come to. */
export const makeConnection = ({ revision: _, ...body }: WantedConnection) =>
  ask('/api/connections', CONNECTION_CHANGE, { method: 'POST', body });

/** Changes one. */
export const changeConnection = (prefix: string, body: WantedConnection) =>
  ask(connectionPath(prefix), CONNECTION_CHANGE, { method: 'PUT', body });

/** Goes back to an earlier version; 0: to what the file says. */
export const restoreConnection = (prefix: string, revision: string, version: number, dryRun: boolean) =>
  ask(connectionPath(prefix, '/restore'), CONNECTION_CHANGE, { method: 'POST', body: { revision, version, dryRun } });

/** Takes a connection back: what the file says is at work again, or nothing. */
export const removeConnection = (prefix: string, revision: string, dryRun: boolean) =>
  ask(connectionPath(prefix), CONNECTION_CHANGE, { method: 'DELETE', body: { revision, dryRun } });

/** Reads the metadata of a connection again, and says what would change. */
export const lookAtMetadata = (prefix: string) =>
  ask(connectionPath(prefix, '/metadata'), METADATA_LOOK, { method: 'POST', body: { dryRun: true } });

/** Takes the metadata that was looked at. */
export const takeMetadata = (prefix: string, fingerprint: string) =>
  ask(connectionPath(prefix, '/metadata'), METADATA_LOOK, { method: 'POST', body: { fingerprint } });

/** Which identity providers some metadata has. */
export const searchMetadata = (body: {
  readonly metadata: string;
  readonly search: string;
  readonly signedBy?: string;
}) => ask('/api/metadata', METADATA_ANSWER, { method: 'POST', body });

/** What came in a login test of one's own. */
export const askTestedValues = (prefix: string, reference: string) =>
  ask(connectionPath(prefix, `/tested-values?${new URLSearchParams({ reference })}`), TESTED_VALUES);

/** Our keys of a connection. */
export const askKeys = (prefix: string) => ask(connectionPath(prefix, '/keys'), CONNECTION_KEYS);

/** Takes a step of their rollover, from the state in which the key with that fingerprint signs. */
export const takeKeyStep = (prefix: string, action: ConnectionKeys['actions'][number]['action'], signing: string) =>
  ask(connectionPath(prefix, '/keys'), CONNECTION_KEYS, { method: 'POST', body: { action, signing } });

/** A page of logins; `before`: what the page before it gave as `next`. */
export const askLogins = (search: URLSearchParams, before: number | null) =>
  ask(`/api/logins?${pageQuery(search, before)}`, LOGIN_LIST);

/** What is known of one login. */
export const askLogin = (reference: string) => ask(`/api/logins/${encodeURIComponent(reference)}`, LOGIN_REPORT);

/** Begins a login test: the answer says where to go. */
export const beginLoginTest = (prefix: string) =>
  ask(connectionPath(prefix, '/login-test'), LOGIN_TEST, { method: 'POST' });

/** Who is signed in, and where somebody without the token logs in. */
export const askEntry = () => ask('/api/console-entry', CONSOLE_ENTRY);

/** What is searched for, and of that the page before something; null: the newest. */
function pageQuery(search: URLSearchParams, before: string | number | null): URLSearchParams {
  return new URLSearchParams([...search, ...(before === null ? [] : [['before', String(before)]])]);
}
