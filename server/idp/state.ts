import * as v from 'valibot';
import type { Log } from '#server/log/log.ts';
import { readStateFile, writeStateFile } from '#server/store/state-folder.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';
import { ALL_FAULTS } from './faults/all-faults.ts';
import { IdpError } from './idp-error.ts';

const FILE = 'idp-state.json';

/** Of each kind the newest are kept. */
const MAX_ENTRIES = 1000;

const Text = v.string();
const NullableText = v.nullable(Text);

const NameId = v.object({
  value: Text,
  format: NullableText,
  nameQualifier: NullableText,
  spNameQualifier: NullableText,
});

const FaultCode = v.picklist(ALL_FAULTS.map(({ code }) => code));

/** A fault that the next response to a service provider has, if that comes in time. */
const AwaitedFaultForm = v.object({ serviceProvider: Text, code: FaultCode, expiresAt: v.number() });

/** A service provider that the user is logged in at, with what was told to it. */
const ParticipantForm = v.object({ serviceProvider: Text, nameId: NameId, sessionIndex: Text });
export type SessionParticipant = v.InferOutput<typeof ParticipantForm>;

/** A user's session at the IdP. `key` is the SHA-256 of the cookie's value. Times are milliseconds since the epoch. */
const SessionForm = v.object({
  key: Text,
  user: Text,
  authenticatedAt: v.number(),
  expiresAt: v.number(),
  participants: v.array(ParticipantForm),
  awaitedFaults: v.optional(v.array(AwaitedFaultForm), []),
});
export type IdpSession = v.InferOutput<typeof SessionForm>;

/** What somebody asked for who has yet to log in. `requestId` is null where no service provider asked. */
const LoginForm = v.object({
  key: Text,
  expiresAt: v.number(),
  serviceProvider: Text,
  requestId: NullableText,
  acs: Text,
  /** Where the SP begins logins, with the query of this one: it is led to ask. Null: the answer goes to `acs`. */
  startAt: v.optional(NullableText, null),
  relayState: NullableText,
  nameIdFormat: NullableText,
  forceAuthn: v.boolean(),
  isPassive: v.boolean(),
  /** The class that the answer is to name; null: none was asked for. */
  authnContext: v.optional(NullableText, null),
  /** What is to be wrong with the response. Null: nothing, or what the session says. */
  fault: v.optional(v.nullable(FaultCode), null),
});
export type IdpLogin = v.InferOutput<typeof LoginForm>;

const OutcomeForm = v.object({
  serviceProvider: Text,
  /** `unreachable`: it has no logout endpoint, neither for browsers nor for SOAP. */
  outcome: v.picklist(['ended', 'partial', 'failed', 'unreachable', 'skipped']),
});
export type LogoutOutcome = v.InferOutput<typeof OutcomeForm>;

/** A logout on its way through all participants. */
const LogoutForm = v.object({
  key: Text,
  expiresAt: v.number(),
  user: Text,
  /** Who asked by LogoutRequest and waits for the answer; null: the user, at the IdP. */
  origin: v.nullable(v.object({ serviceProvider: Text, requestId: Text, relayState: NullableText })),
  todo: v.array(ParticipantForm),
  waiting: v.nullable(v.object({ serviceProvider: Text, requestId: Text })),
  outcomes: v.array(OutcomeForm),
});
export type IdpLogout = v.InferOutput<typeof LogoutForm>;

const StateForm = v.object({
  version: v.literal(1),
  /** Makes persistent name identifiers differ from one service provider to the next. */
  secret: Text,
  sessions: v.array(v.unknown()),
  logins: v.array(v.unknown()),
  logouts: v.array(v.unknown()),
});

/** What the file holds, without entries of another form. */
interface Kept {
  readonly secret: string;
  readonly sessions: readonly IdpSession[];
  readonly logins: readonly IdpLogin[];
  readonly logouts: readonly IdpLogout[];
}

/** Entries of one kind. Writing resolves when the file holds it, so that what a browser was told survives a kill. */
interface StateEntries<Entry> {
  /** Null: unknown or expired. */
  get(key: string, now: number): Entry | null;
  all(now: number): readonly Entry[];
  put(entry: Entry, now: number): Promise<void>;
  /** Removes and gives what was there, unless it had expired. */
  take(key: string, now: number): Promise<Entry | null>;
}

/** Everything that the test identity provider must not forget when it is restarted. */
export interface IdpState {
  readonly secret: string;
  readonly sessions: StateEntries<IdpSession>;
  readonly logins: StateEntries<IdpLogin>;
  readonly logouts: StateEntries<IdpLogout>;
}

/**
 * Opens the state in `folder`, one JSON file that is replaced whole at each change: a test identity provider
 * has a handful of sessions.
 *
 * @param newSecret used where there is no file yet
 * @param log is told of entries that have another form; they are dropped
 * @throws WorkbenchError `idp-state-unreadable`, `state-unwritable`
 */
export async function openIdpState(folder: string, newSecret: string, log: Log): Promise<IdpState> {
  const kept = await readKept(folder, log);
  const secret = kept?.secret ?? newSecret;
  const sessions = toMap(kept?.sessions);
  const logins = toMap(kept?.logins);
  const logouts = toMap(kept?.logouts);
  const save = makeSaver(folder, () => ({
    version: 1,
    secret,
    sessions: [...sessions.values()],
    logins: [...logins.values()],
    logouts: [...logouts.values()],
  }));
  if (kept === null) await save();
  return {
    secret,
    sessions: stateEntries(sessions, save),
    logins: stateEntries(logins, save),
    logouts: stateEntries(logouts, save),
  };
}

async function readKept(folder: string, log: Log): Promise<Kept | null> {
  const text = await readStateFile(folder, FILE);
  if (text === null) return null;
  const file = v.safeParse(StateForm, parseJson(text));
  // Not the schema's own words: they quote the file.
  if (!file.success)
    throw unreadable(folder, text.trim() === '' ? 'it is empty' : 'it has another form than this version writes');
  const { secret, sessions, logins, logouts } = file.output;
  const read = <Form extends EntryForm>(form: Form, kind: string, entries: readonly unknown[]) =>
    entries.flatMap((entry) => readEntry(form, entry, kind, log) ?? []);
  return {
    secret,
    sessions: read(SessionForm, 'session', sessions),
    logins: read(LoginForm, 'login', logins),
    logouts: read(LogoutForm, 'logout', logouts),
  };
}

type EntryForm = typeof SessionForm | typeof LoginForm | typeof LogoutForm;

/** An entry of another form is none: whoever it was of logs in again. */
function readEntry<Form extends EntryForm>(
  form: Form,
  entry: unknown,
  kind: string,
  log: Log,
): v.InferOutput<Form> | null {
  const result = v.safeParse(form, entry);
  if (result.success) return result.output;
  log.warn('idp-entry-unreadable', { code: kind });
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(folder: string, reason: string): WorkbenchError {
  return new IdpError('idp-state-unreadable', { file: `${folder}/${FILE}`, reason });
}

function toMap<Entry extends { key: string }>(entries: readonly Entry[] = []): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** Writes follow one another; those that are asked for while one is under way share the next. */
function makeSaver(folder: string, content: () => unknown): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= last
      .catch(() => undefined) // whoever asked for that write was told
      .then(() => {
        next = null;
        return writeStateFile(folder, FILE, JSON.stringify(content()));
      });
    last = next;
    return next;
  };
}

function stateEntries<Entry extends { key: string; expiresAt: number }>(
  entries: Map<string, Entry>,
  save: () => Promise<void>,
): StateEntries<Entry> {
  const get = (key: string, now: number): Entry | null => {
    const entry = entries.get(key);
    return entry !== undefined && entry.expiresAt > now ? entry : null;
  };
  return {
    get,
    all: (now) => [...entries.values()].filter(({ expiresAt }) => expiresAt > now),
    put: async (entry, now) => {
      entries.delete(entry.key);
      entries.set(entry.key, entry);
      for (const [key, { expiresAt }] of entries) {
        if (expiresAt <= now || entries.size > MAX_ENTRIES) entries.delete(key);
      }
      await save();
    },
    take: async (key, now) => {
      const entry = get(key, now);
      if (entries.delete(key)) await save();
      return entry;
    },
  };
}
