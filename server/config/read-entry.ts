import * as v from 'valibot';
import { issueWords, nameWords } from '#shared/base/issue-words.ts';
import type { ConnectionSettings } from './config.ts';
import { ConfigError } from './config-error.ts';
import { CONNECTION_ENTRY_SCHEMA, type ConnectionEntry, type LoginMethod } from './schema.ts';

/** What is wrong in a configuration: where, as keys and indexes from the top, and what, as the end of a sentence. */
export interface ConfigIssue {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/**
 * Reads one connection that stands in no file.
 *
 * @param document what an entry of `connections` holds, as plain data
 * @throws WorkbenchError `connection-invalid` with the one reason; an unknown key is an error
 */
export function readEntry(document: unknown): ConnectionSettings {
  const result = v.safeParse(CONNECTION_ENTRY_SCHEMA, document, { message: issueWords });
  if (result.success) return toSettings(result.output);
  const { path, reason } = firstIssue(result.issues);
  throw documentError(path, reason);
}

/** What is wrong in a connection that stands in no file. */
export function documentError(path: readonly (string | number)[], reason: string): ConfigError {
  return new ConfigError('connection-invalid', { path: pathWords(path) || 'the connection', reason });
}

/** The one thing to say first of what was read with `issueWords` as its message: an unknown key, because misspelled it is why another is missing. */
export function firstIssue(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): ConfigIssue {
  const issue = issues.find(isUnknownKey) ?? issues[0];
  const path = (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)));
  return { path, reason: issue.message };
}

/** `connections[0].idp` */
export function pathWords(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${nameWords(step)}`))
    .join('')
    .replace(/^\./, '');
}

function isUnknownKey({ type, expected }: v.BaseIssue<unknown>): boolean {
  return type === 'strict_object' && expected === 'never';
}

/**
 * Tickets and session calls are made by servers with a key of ours, so they open nothing to a stranger. A JWT is made by
 * whoever holds the key that the connection's `jwt` entry pins: without that entry nobody could.
 */
const DEFAULT_METHODS: readonly LoginMethod[] = ['saml', 'ticket', 'session'];

/** An entry as the companion works with it: defaults that depend on another key filled in, the SAML part set apart. */
export function toSettings(entry: ConnectionEntry): ConnectionSettings {
  const { prefix, description, sessionTimeout, sessionLifetime, sessionsPerUser, cookie, ...others } = entry;
  const {
    hosts,
    logout,
    methods,
    authenticationModule,
    jwt,
    bodyLimits,
    streams,
    apps,
    rules,
    reportDays,
    decisionDays,
    decisionValues,
    closedApps,
    attributesKept,
    ...saml
  } = others;
  return {
    prefix,
    description,
    sessionTimeout,
    sessionLifetime,
    sessionsPerUser,
    cookie: cookie ?? `${prefix}.session`,
    hosts,
    logout,
    methods: methods ?? (jwt === undefined ? DEFAULT_METHODS : [...DEFAULT_METHODS, 'jwt']),
    authenticationModule,
    jwt,
    reportDays,
    decisionDays,
    decisionValues,
    closedApps,
    attributesKept,
    bodyLimits,
    streams,
    apps,
    rules,
    saml,
  };
}
