import { record } from '#server/audit/record.ts';
import { documentError } from '#server/config/read-entry.ts';
import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import type { Actor, AuditAction } from '#shared/api/audit.ts';
import type { ConnectionDocument } from './connection-document.ts';
import { ConnectionError } from './connection-error.ts';
import { describeChange } from './describe-change.ts';
import { maskSecrets, restoreSecrets } from './document-secrets.ts';
import { NO_REVISION, type RegisteredConnection, revisionOf } from './registered-connection.ts';
import type { ConnectionRegistry } from './registry.ts';
import type { Service } from './service.ts';

/** What somebody wants to become of a connection. */
export interface WantedChange {
  readonly prefix: string;
  /** The revision that they looked at; `NO_REVISION`: there was none. */
  readonly revision: string;
  /** Why, in a line of their own; empty: what changes is said instead. */
  readonly summary: string;
  /** True: only says what would change. */
  readonly isTrial: boolean;
}

/** What a change came to. */
export interface ChangeResult {
  /** In words, one line for each difference; empty: nothing is different, and no version was made. */
  readonly changes: readonly string[];
  /** The connection as it is after it, or of a trial as it still is; null: there is none. */
  readonly connection: RegisteredConnection | null;
}

/** What a connection is to be, and how the audit calls that. */
interface Target {
  readonly document: ConnectionDocument | null;
  readonly action: AuditAction;
  /** The version that this one brings back. */
  readonly earlier?: number;
}

/** The state of a prefix, with its newest version, which may be one that took a document back. */
interface CurrentState {
  readonly connection: RegisteredConnection | null;
  readonly newest: ConnectionVersion | null;
}

/**
 * Makes or changes a connection.
 *
 * @param document as an entry of the configuration file would be; a mark in place of a private key means the key that is
 *   there now
 * @throws WorkbenchError `connection-exists` where a new one was meant; `connection-stale` where somebody else was faster;
 *   or the one reason why the document cannot be used, and then nothing has changed
 */
export function changeConnection(
  registry: ConnectionRegistry,
  actor: Actor,
  change: WantedChange & { readonly document: ConnectionDocument },
): Promise<ChangeResult> {
  return changed(registry, actor, change, async ({ connection }) => {
    const document = documentFor(change.prefix, change.document, connection);
    return { document, action: connection === null ? 'connection-created' : 'connection-changed' };
  });
}

/**
 * Takes a document back: the file's entry is at work again, or, where the file has none, the connection is gone and its
 * sessions end.
 *
 * @throws WorkbenchError `connection-unknown`, `connection-in-file`, `connection-stale`
 */
export function takeBackConnection(
  registry: ConnectionRegistry,
  actor: Actor,
  change: WantedChange,
): Promise<ChangeResult> {
  return changed(registry, actor, change, async ({ connection }) => {
    const { prefix } = change;
    if (connection === null) throw new ConnectionError('connection-unknown', { prefix });
    if (connection.version === null) throw new ConnectionError('connection-in-file', { prefix });
    return { document: null, action: 'connection-removed' };
  });
}

/**
 * Makes a new version of what an earlier one was. Version 0 is what the file says.
 *
 * @throws WorkbenchError `connection-version-unknown`, and those of `changeConnection`
 */
export function restoreConnection(
  registry: ConnectionRegistry,
  actor: Actor,
  change: WantedChange & { readonly version: number },
): Promise<ChangeResult> {
  return changed(registry, actor, change, async () => {
    const { prefix, version } = change;
    const earlier = version === 0 ? null : await registry.environment.store.connectionVersion(prefix, version);
    const isKnown = earlier !== null || (version === 0 && registry.inFile(prefix) !== null);
    if (!isKnown) throw new ConnectionError('connection-version-unknown', { prefix, version });
    return { document: earlier?.document ?? null, action: 'connection-restored', earlier: version };
  });
}

/**
 * What a connection would be by a document that nobody keeps: no key is made for it, and nothing said in the log.
 *
 * @throws WorkbenchError the one reason why the document cannot be used
 */
export function tryDocument(
  registry: ConnectionRegistry,
  prefix: string,
  wanted: ConnectionDocument,
): Promise<Service | null> {
  return registry.exclusively(async () => {
    const { connection, newest } = await currentState(registry, prefix);
    const document = documentFor(prefix, wanted, connection);
    const at = registry.environment.clock();
    const version = { prefix, version: (newest?.version ?? 0) + 1, document, author: '', at, summary: '' };
    return (await registry.prepare(version, true))?.service ?? null;
  });
}

/** One change after the other, each from the state that its author looked at. */
function changed(
  registry: ConnectionRegistry,
  actor: Actor,
  wanted: WantedChange,
  decide: (state: CurrentState) => Promise<Target>,
): Promise<ChangeResult> {
  return registry.exclusively(async () => {
    const state = await currentState(registry, wanted.prefix);
    if (wanted.revision !== currentRevision(state)) throw await staleError(registry, wanted, state);
    return take(registry, actor, wanted, state, await decide(state));
  });
}

async function take(
  registry: ConnectionRegistry,
  actor: Actor,
  { prefix, summary, isTrial }: WantedChange,
  { connection, newest }: CurrentState,
  { document, action, earlier }: Target,
): Promise<ChangeResult> {
  const { environment } = registry;
  const inFile = registry.inFile(prefix);
  const changes = describeChange(masked(connection?.document), masked(document ?? inFile));
  const isSame = changes.length === 0 && (document === null) === (connection?.version == null);
  if (isSame) return { changes, connection };
  const version: ConnectionVersion = {
    prefix,
    version: (newest?.version ?? 0) + 1,
    document,
    author: actor.name,
    at: environment.clock(),
    summary: summary || summaryOf(changes, document === null),
  };
  const next = await registry.prepare(version, isTrial);
  const all = [...changes, ...effects(connection, next)];
  if (isTrial) return { changes: all, connection };
  const isKept = await environment.store.addConnectionVersion(version);
  if (!isKept) throw new ConnectionError('connection-stale', { prefix, by: 'another companion', changes: '?' });
  await registry.put(prefix, next);
  const facts = { connection: prefix, version: version.version, fields: version.summary };
  await record(environment, {
    actor,
    action,
    subject: prefix,
    facts: earlier === undefined ? facts : { ...facts, earlier },
  });
  return { changes: all, connection: next };
}

/** A document with the keys that it has marks for. @throws WorkbenchError where it is another connection's */
function documentFor(
  prefix: string,
  wanted: ConnectionDocument,
  connection: RegisteredConnection | null,
): ConnectionDocument {
  const document = restoreSecrets(wanted, [connection?.document ?? null]);
  if (document['prefix'] !== prefix) throw documentError(['prefix'], 'cannot be changed: make a new connection');
  return document;
}

/** What no line of the document says. */
function effects(before: RegisteredConnection | null, after: RegisteredConnection | null): readonly string[] {
  if (after === null && before !== null) return ['The connection is gone, and its sessions end.'];
  const [one, other] = [before?.service?.settings, after?.service?.settings];
  if (one === undefined || other === undefined) return [];
  const cookie = one.cookie === other.cookie ? [] : ['The session cookie has another name: everybody logs in again.'];
  const [old, now] = [one, other].map(({ connection }) => connection.idp?.entityId ?? null);
  return old === now ? cookie : [...cookie, idpChange(old ?? null, now ?? null)];
}

function idpChange(old: string | null, now: string | null): string {
  if (now === null)
    return `Nobody logs in by ${old} any more. Sessions go on; the identity provider is not asked for logouts.`;
  return old === null ? `Logins are asked of ${now}.` : `Logins are asked of ${now} instead of ${old}.`;
}

function masked(document: ConnectionDocument | null | undefined): ConnectionDocument | null {
  return document == null ? null : maskSecrets(document);
}

function summaryOf(changes: readonly string[], isTakenBack: boolean): string {
  if (isTakenBack) return 'taken back';
  return changes.slice(0, 3).join('; ') + (changes.length > 3 ? `; and ${changes.length - 3} more` : '');
}

async function currentState(registry: ConnectionRegistry, prefix: string): Promise<CurrentState> {
  const [newest = null] = await registry.environment.store.connectionHistory(prefix, 1);
  return { connection: registry.find(prefix), newest };
}

function currentRevision({ connection }: CurrentState): string {
  return connection?.revision ?? NO_REVISION;
}

/** Says who did what in between, as far as it is known. */
async function staleError(
  registry: ConnectionRegistry,
  { prefix, revision }: WantedChange,
  { connection, newest }: CurrentState,
): Promise<ConnectionError> {
  if (revision === NO_REVISION) return new ConnectionError('connection-exists', { prefix });
  const current = connection?.revision ?? NO_REVISION;
  const by = newest === null || connection?.version === null ? 'the configuration file' : newest.author;
  const seen = await seenDocument(registry, prefix, revision);
  const changes =
    seen === undefined
      ? (newest?.summary ?? 'another entry')
      : describeChange(masked(seen), masked(connection?.document)).join('; ');
  return new ConnectionError('connection-stale', { prefix, by, changes, revision: current });
}

/** The document of a revision; undefined where it is not kept (an entry that the file had once). */
async function seenDocument(
  registry: ConnectionRegistry,
  prefix: string,
  revision: string,
): Promise<ConnectionDocument | null | undefined> {
  if (revision === NO_REVISION) return null;
  const inFile = registry.inFile(prefix);
  if (revision.includes('-file-')) {
    const number = Number.parseInt(revision, 10);
    const newest = number === 0 ? null : await registry.environment.store.connectionVersion(prefix, number);
    return revisionOf(newest, inFile) === revision ? inFile : undefined;
  }
  const number = /^\d{1,9}$/.test(revision) ? Number(revision) : -1;
  return (await registry.environment.store.connectionVersion(prefix, number))?.document ?? undefined;
}
