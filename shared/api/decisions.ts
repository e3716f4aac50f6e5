import * as v from 'valibot';
import { RULE_ACTIONS } from '#shared/rules/actions.ts';

const some = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(1000, 'is too long'));
const number = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a number'), v.transform(Number));

/** An action with the rules that allow it. */
const GRANT = v.object({ action: v.string(), by: v.array(v.string()) });

/** A stream or an app. */
const RESOURCE = v.object({ kind: v.picklist(['stream', 'app']), id: v.string(), name: v.string() });

const CELL = v.object({
  /** Index of the resource. */
  resource: v.number(),
  grants: v.array(GRANT),
  /** What of an app's data is seen, in words; null: it has none, or is closed by rule. */
  sees: v.nullable(v.string()),
});

const MATRIX_USER = v.object({
  /** `DIRECTORY\user` */
  user: v.string(),
  /** Of the session that says so. */
  session: v.string(),
  /** Resources of which nothing is allowed are left out. */
  cells: v.array(CELL),
});

/** `GET /api/access`: who is logged in, by what each may do; `next` is what to give as `before` for those who logged in earlier. */
export const ACCESS_MATRIX = v.object({
  resources: v.array(RESOURCE),
  users: v.array(MATRIX_USER),
  next: v.nullable(v.string()),
});

/** What `GET /api/access` answers. */
export type AccessMatrix = v.InferOutput<typeof ACCESS_MATRIX>;

/** The query of `GET /api/access`. */
export const MATRIX_QUERY = v.strictObject({ connection: some, before: v.optional(some) });

/** The query of `GET /api/access/value`: a session attribute and one value of it. */
export const VALUE_QUERY = v.strictObject({ connection: some, attribute: some, value: some });

const ROW = v.object({
  app: v.string(),
  row: v.number(),
  access: v.string(),
  /** Whom else it asks for, such as `USERID CORP\ANNE`. */
  also: v.array(v.string()),
  /** What it gives, such as `COUNTRY United States`; a field that it leaves empty is not named. */
  gives: v.array(v.string()),
  omits: v.nullable(v.string()),
});

/** `GET /api/access/value`: what a value opens by itself, who carries it now, and who did. */
export const OPENED_BY_VALUE = v.object({
  opens: v.array(v.object({ resource: RESOURCE, grants: v.array(GRANT), sees: v.nullable(v.string()) })),
  /** Rows of access tables that name it. */
  rows: v.array(ROW),
  now: v.object({ count: v.number(), users: v.array(v.string()) }),
  /** Whoever was seen with it as long as decisions are kept, the latest first. */
  before: v.array(v.object({ user: v.string(), firstAt: v.number(), lastAt: v.number() })),
  /** Since when decisions are kept; null: none was yet, or none are. */
  since: v.nullable(v.number()),
});

/** What `GET /api/access/value` answers. */
export type OpenedByValue = v.InferOutput<typeof OPENED_BY_VALUE>;

/** The query of `GET /api/access/resource`: what opens it; with a field and a value, what lets see that row of its data. */
export const RESOURCE_QUERY = v.pipe(
  v.strictObject({
    connection: some,
    kind: v.picklist(['stream', 'app'], 'must be stream or app'),
    id: some,
    field: v.optional(some),
    value: v.optional(some),
  }),
  v.check(({ field, value }) => (field === undefined) === (value === undefined), 'must have field and value together'),
);

/** `GET /api/access/resource`: which values open something by themselves. */
export const OPENS_RESOURCE = v.object({
  resource: RESOURCE,
  /** Rules that open it whatever a session carries. */
  everybody: v.array(v.string()),
  values: v.array(
    v.object({ attribute: v.string(), value: v.string(), by: v.array(v.string()), sees: v.nullable(v.string()) }),
  ),
  /** What somebody who carries nothing would need at least, by rule: several attributes together, too. */
  needs: v.array(v.object({ rule: v.string(), about: v.string(), change: v.string() })),
  /** How many values were tried: those of sessions, of rules and of access tables. */
  tried: v.number(),
  /** How many more there are, which were not. */
  left: v.number(),
});

/** What `GET /api/access/resource` answers. */
export type OpensResource = v.InferOutput<typeof OPENS_RESOURCE>;

/** The query of `GET /api/decisions`. */
export const DECISIONS_QUERY = v.strictObject({ connection: some, before: v.optional(number) });

/** `GET /api/decisions`: what was decided, the newest first. */
export const DECISIONS = v.object({
  decisions: v.array(
    v.object({
      number: v.number(),
      at: v.number(),
      user: v.string(),
      resource: v.string(),
      action: v.string(),
      allowed: v.boolean(),
      by: v.array(v.string()),
      rows: v.array(v.number()),
      reason: v.string(),
    }),
  ),
  next: v.nullable(v.number()),
});

/** What `GET /api/decisions` answers. */
export type Decisions = v.InferOutput<typeof DECISIONS>;

/** The query of `GET /api/unused-rules`. */
export const UNUSED_QUERY = v.strictObject({ connection: some, days: v.optional(number) });

/** `GET /api/unused-rules`: rules that nobody used for an app in so many days. */
export const UNUSED_RULES = v.object({
  days: v.number(),
  /** Since when use is noted; null: not yet. What was used before is not known. */
  since: v.nullable(v.number()),
  rules: v.array(
    v.object({
      rule: v.string(),
      /** When it was used last; null: not since use is noted. */
      lastAt: v.nullable(v.number()),
      count: v.number(),
    }),
  ),
});

/** What `GET /api/unused-rules` answers. */
export type UnusedRules = v.InferOutput<typeof UNUSED_RULES>;

const LINE = v.object({
  user: v.string(),
  resource: v.string(),
  action: v.string(),
  by: v.array(v.string()),
  sees: v.string(),
});

/** One line of a review: who may do what with what, by which rules, and what of its data is seen. */
export type ReviewLine = v.InferOutput<typeof LINE>;

/** The lines of a review as they are kept. */
export const REVIEW_LINES = v.array(LINE);

/** How a line compares with the review before. */
export const LINE_CHANGES = ['new', 'changed', 'same', 'gone'] as const;

/** `GET /api/reviews/draft`: who may do what now, and what changed since the last review. */
export const REVIEW_DRAFT = v.object({
  /** Names what was looked at: it is given when it is signed off. */
  digest: v.string(),
  /** Number of the review that it is compared with; null: there is none yet. */
  comparedWith: v.nullable(v.number()),
  lines: v.array(v.object({ ...LINE.entries, change: v.picklist(LINE_CHANGES) })),
});

/** What `GET /api/reviews/draft` answers. */
export type ReviewDraft = v.InferOutput<typeof REVIEW_DRAFT>;

/** The query of the calls that are about one connection. */
export const CONNECTION_QUERY = v.strictObject({ connection: some });

/** The body of `POST /api/reviews`: signs off what was looked at. */
export const SIGN_OFF = v.strictObject({
  connection: some,
  digest: some,
  note: v.pipe(v.string(), v.trim(), v.maxLength(2000, 'is too long')),
});

/** `GET /api/reviews`: what was signed off, the newest first. */
export const REVIEWS = v.object({
  reviews: v.array(
    v.object({ number: v.number(), at: v.number(), by: v.string(), note: v.string(), digest: v.string() }),
  ),
});

/** What `POST /api/reviews` answers. */
export const SIGNED_OFF = v.object({ number: v.number() });

/** `GET /api/access/tables`: the access tables of a connection, and what is odd about each. */
export const ACCESS_TABLES = v.object({
  tables: v.array(
    v.object({
      app: v.string(),
      /** Columns that say whom a row is for, and reduction fields. */
      identities: v.array(v.string()),
      fields: v.array(v.string()),
      rows: v.number(),
      findings: v.array(
        v.object({
          code: v.string(),
          severity: v.picklist(['error', 'warning', 'info']),
          row: v.nullable(v.number()),
          line: v.nullable(v.number()),
          title: v.string(),
          fix: v.string(),
        }),
      ),
      /** Findings that are not told, of very many. */
      left: v.number(),
    }),
  ),
});

/** What `GET /api/access/tables` answers. */
export type AccessTables = v.InferOutput<typeof ACCESS_TABLES>;

/** Somebody whose access is asked about. */
const SOMEBODY = {
  connection: some,
  /** `DIRECTORY\\user` */
  user: some,
  /** `name = value`, one a line; empty: those of the user's own session. */
  attributes: v.pipe(v.string(), v.maxLength(128 * 1024, 'is too long')),
};

/** The body of `POST /api/access/view-as`. */
export const VIEW_AS = v.strictObject({
  ...SOMEBODY,
  /** An app's id. */
  app: some,
});

/** The body of `POST /api/access/explain`: may somebody do that, and why? */
export const EXPLAIN_ACCESS = v.strictObject({
  ...SOMEBODY,
  kind: v.picklist(['stream', 'app'], 'must be stream or app'),
  id: some,
  action: v.picklist(RULE_ACTIONS, 'must be an action of rules'),
});

/** Its answer. */
export const EXPLAINED_ACCESS = v.object({
  source: v.picklist(['session', 'made-up', 'none']),
  isOpen: v.boolean(),
  /** Rule and reduction in one sentence. */
  words: v.string(),
  /** The rules that allow it, each with what it was true for. */
  by: v.array(v.object({ rule: v.string(), words: v.string() })),
  /** Of what no rule allows: each rule that could have, with what was false, and the least that would change it. */
  closed: v.array(v.object({ rule: v.string(), about: v.string(), words: v.string(), change: v.nullable(v.string()) })),
});

/** What `POST /api/access/explain` answers. */
export type ExplainedAccess = v.InferOutput<typeof EXPLAINED_ACCESS>;

/** Its answer: what that user sees of the app, and the same as SQL for use elsewhere. */
export const VIEWED_AS = v.object({
  source: v.picklist(['session', 'made-up', 'none']),
  isOpen: v.boolean(),
  words: v.string(),
  /** Fields that are left out. */
  omitted: v.array(v.string()),
  /** How many rows of the data are seen; null: the app has no data, or is closed. */
  rows: v.nullable(v.number()),
  sql: v.nullable(v.object({ sqlite: v.string(), postgresql: v.string() })),
});

/** What `POST /api/access/view-as` answers. */
export type ViewedAs = v.InferOutput<typeof VIEWED_AS>;
