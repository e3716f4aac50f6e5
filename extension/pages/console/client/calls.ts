import { ABOUT } from '#shared/api/about.ts';
import { AUDIT_PAGE } from '#shared/api/audit.ts';
import { CLIENT_KEYS, MADE_CLIENT_KEY } from '#shared/api/client-keys.ts';
import { CONSOLE_SESSION } from '#shared/api/console-session.ts';
import { ask, NOTHING } from './ask.ts';

/** Who is signed in. */
export const askAccount = () => ask('/api/console-session', CONSOLE_SESSION);

/** Signs in with the administrator's token. */
export const signIn = (token: string) => ask('/console/login', CONSOLE_SESSION, { method: 'POST', body: { token } });

/** Signs out. */
export const signOut = () => ask('/api/console-session', NOTHING, { method: 'DELETE' });

/** What the companion says of itself. */
export const askAbout = () => ask('/api/about', ABOUT);

/** A page of the audit; null: the newest. */
export const askAudit = (before: number | null) =>
  ask(`/api/audit${before === null ? '' : `?before=${before}`}`, AUDIT_PAGE);

/** The keys of QPS clients. */
export const askClientKeys = () => ask('/api/client-keys', CLIENT_KEYS);

/** Makes one: the answer alone has it whole. */
export const makeClientKey = (name: string) =>
  ask('/api/client-keys', MADE_CLIENT_KEY, { method: 'POST', body: { name } });

/** Revokes one. */
export const revokeClientKey = (id: string) =>
  ask(`/api/client-keys/${encodeURIComponent(id)}`, NOTHING, { method: 'DELETE' });
