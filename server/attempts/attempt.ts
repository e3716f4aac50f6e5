import * as v from 'valibot';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { OWNERS, type Owner } from '#shared/inspection/owner.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';

/** What came by one request, as it is kept for a while to be looked at. */
interface ReceivedMessage {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** Without what is a secret of ours in the query. */
  readonly url: string;
  /** The form as it arrived, of a GET its query; null: it had none, or one too long to be kept. */
  readonly form: string | null;
}

/** What a refusal's page said. */
export interface KeptPage {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
  readonly fix: string | null;
  readonly owner: Owner | null;
  readonly facts: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly findings: readonly Finding[];
}

/** What became of a login that the gate accepted, when its browser came back for it. */
interface KeptArrivalEnd {
  readonly at: number;
  /** Where the browser was led to, without its query. */
  readonly ledTo: string;
  /** Name of the session's cookie. */
  readonly cookie: string;
}

/** Everything that is kept of a login, a logout or a login test. Plain data. */
export interface Attempt {
  readonly received: ReceivedMessage;
  /** Null: nothing was refused. */
  readonly page: KeptPage | null;
  /** Whose session was refused something, `CORP\\anne`; null: of logins and logouts, where the mapping says it. */
  readonly user: string | null;
  /** What the attribute map made of what a trusted signature covers; null: nothing that could be read was so covered. */
  readonly mapping: AssertionMapping | null;
  /** Whether the gate said yes; a login may be refused all the same when its browser comes back for it. */
  readonly accepted: boolean;
  readonly arrival: KeptArrivalEnd | null;
  /** Entity ID of the connection's IdP at that time; null: it had none. */
  readonly idp: string | null;
  /** What the connection was like: another mark is another connection, map or rule. */
  readonly connection: string;
  /** Hash of the secret of the browser that was refused: it may see the recording for a while. Null: none was given. */
  readonly browser: { readonly hash: string; readonly until: number } | null;
  /** Of a login test, the request that a certain browser made, and the mark of the console's session that began it; left out: an earlier version kept none. */
  readonly test: { readonly nonce: string; readonly browser: string; readonly session?: string | undefined } | null;
}

const text = v.string();
const textOrNull = v.nullable(text);
const source = { name: text, friendlyName: textOrNull, nameFormat: textOrNull };

/** Findings are ours, and are read only where this version has words for them. */
const FINDING = v.custom<Finding>((input) => {
  if (typeof input !== 'object' || input === null || !('code' in input && 'variant' in input)) return false;
  const words = Object.entries(ALL_WORDS).find(([code]) => code === input.code)?.[1] ?? {};
  return Object.hasOwn(words, String(input.variant));
});

const PAGE = v.object({
  status: v.number(),
  code: text,
  title: text,
  explanation: text,
  fix: textOrNull,
  owner: v.nullable(v.picklist(OWNERS)),
  facts: v.array(v.object({ label: text, values: v.array(text) })),
  findings: v.array(FINDING),
});

const MAPPING = v.object({
  user: v.nullable(v.object({ id: text, directory: text })),
  nameId: textOrNull,
  attributes: v.array(
    v.object({
      name: text,
      values: v.array(
        v.object({
          value: text,
          raw: text,
          from: v.object(source),
          changed: v.array(v.picklist(['nested', 'split', 'extract', 'fold', 'values'])),
        }),
      ),
    }),
  ),
  dropped: v.array(
    v.object({ to: text, raw: text, from: v.object(source), by: v.picklist(['split', 'extract', 'values']) }),
  ),
  unused: v.array(v.object({ ...source, values: v.array(text) })),
  received: v.array(v.object(source)),
});

/** Reads what the store gave back; what an earlier version wrote otherwise is unreadable. */
export const ATTEMPT = v.object({
  received: v.object({ at: v.number(), method: text, url: text, form: textOrNull }),
  page: v.nullable(PAGE),
  user: v.optional(textOrNull, null),
  mapping: v.nullable(MAPPING),
  accepted: v.boolean(),
  arrival: v.nullable(v.object({ at: v.number(), ledTo: text, cookie: text })),
  idp: textOrNull,
  connection: text,
  browser: v.nullable(v.object({ hash: text, until: v.number() })),
  test: v.nullable(v.object({ nonce: text, browser: text, session: v.optional(text) })),
}) satisfies v.GenericSchema<unknown, Attempt>;
