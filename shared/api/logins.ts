import * as v from 'valibot';

const text = v.string();
const textOrNull = v.nullable(text);

/** Who must act, as in the inspector's report. Null: nobody. */
const OWNER = v.nullable(v.picklist(['idp', 'sp', 'network', 'browser', 'user', 'publisher']));

/**
 * What a login came to: `logged-in`; `arriving`, accepted, and its browser has not been back for the session; `refused`;
 * `passed`, of a login test that would have logged somebody in.
 */
export const LOGIN_OUTCOMES = ['logged-in', 'arriving', 'refused', 'passed'] as const;

/** What a report is of; `access`: a page that a session may not open. */
export const REPORT_KINDS = ['login', 'test', 'logout', 'access'] as const;

const OUTLINE = {
  /** Ten letters and digits in two groups, as the page and the log show it: `K7QM2-9FXRB`. */
  reference: text,
  /** Prefix of the connection. */
  connection: text,
  /** Milliseconds since the epoch. */
  at: v.number(),
  kind: v.picklist(REPORT_KINDS),
  outcome: v.picklist(LOGIN_OUTCOMES),
  /** Code of the cause, as page and log have it; null: nothing was refused. */
  code: textOrNull,
  /** The cause in one sentence; of what was not refused what came of it. */
  title: text,
  owner: OWNER,
  /** `CORP\anne`, where a trusted signature says who it is; else null. */
  user: textOrNull,
  /** Entity ID; null: the connection has no identity provider. */
  idp: textOrNull,
};

/** A line of a list of logins. */
export const LOGIN_OUTLINE = v.object(OUTLINE);

/** A login, logout or login test in a list. */
export type LoginOutline = v.InferOutput<typeof LOGIN_OUTLINE>;

/** `GET /api/logins?connection=&outcome=&before=&limit=`: the newest first; `next` is what to give as `before`. */
export const LOGIN_LIST = v.object({ logins: v.array(LOGIN_OUTLINE), next: v.nullable(v.number()) });

/** What `GET /api/logins` answers. */
export type LoginList = v.InferOutput<typeof LOGIN_LIST>;

/** A finding as it is told. */
export const FINDING = v.object({
  code: text,
  severity: v.picklist(['error', 'warning', 'info']),
  outcome: v.picklist(['fail', 'unknown', 'pass']),
  title: text,
  fix: text,
  expected: textOrNull,
  received: textOrNull,
  clause: text,
  path: text,
});

/** A finding with its words. */
export type ToldFinding = v.InferOutput<typeof FINDING>;

const SOURCE = v.object({ name: text, friendlyName: textOrNull, nameFormat: textOrNull });

/** Steps of a row of the attribute map, under their keys in it. */
const STEP = v.picklist(['nested', 'split', 'extract', 'fold', 'values']);

const MAPPED_VALUE = v.object({ value: text, raw: text, from: SOURCE, changed: v.array(STEP) });

/** What an attribute map made, as it is told. */
export const MAPPING = v.object({
  user: v.nullable(v.object({ userId: text, userDirectory: text })),
  nameId: textOrNull,
  /** Session attributes, each value with where it came from. */
  attributes: v.array(v.object({ name: text, values: v.array(MAPPED_VALUE) })),
  /** Values that a row left out, and by which of its steps. */
  dropped: v.array(v.object({ to: text, raw: text, from: SOURCE, by: v.picklist(['split', 'extract', 'values']) })),
  /** Attributes that came and that no row takes. */
  unused: v.array(v.object({ name: text, friendlyName: textOrNull, nameFormat: textOrNull, values: v.array(text) })),
});

/** What the attribute map made of an assertion that a trusted signature covers. */
export type ToldMapping = v.InferOutput<typeof MAPPING>;

/** What rules and access tables give, as it is told. */
export const ACCESS = v.array(
  v.object({
    stream: text,
    allowed: v.boolean(),
    /** Names of the rules that allow it. */
    by: v.array(text),
    apps: v.array(
      v.object({
        ...{ id: text, name: text, allowed: v.boolean(), by: v.array(text) },
        /** What of its data that would be, and by which rows of the access table; null: it is closed, or shows none. */
        sees: textOrNull,
      }),
    ),
  }),
);

/** What the connection's rules and access tables would give with these session attributes. */
export type ToldAccess = v.InferOutput<typeof ACCESS>;

/** `GET /api/logins/{reference}` */
export const LOGIN_REPORT = v.object({
  ...OUTLINE,
  /** What the page said: title, explanation, and what to change. */
  page: v.nullable(
    v.object({
      status: v.number(),
      title: text,
      explanation: text,
      fix: textOrNull,
      facts: v.array(v.object({ label: text, values: v.array(text) })),
    }),
  ),
  /** What the gate refused for, the cause first. */
  reasons: v.array(FINDING),
  /** What else the inspector has to say: warnings, and what is worth knowing. */
  noticed: v.array(FINDING),
  /** Null: nothing that a trusted signature covers came, or it cannot be read. */
  mapping: v.nullable(MAPPING),
  access: v.nullable(ACCESS),
  /** Text to send to whoever must act; it names no user and no value. */
  message: text,
  /** The inspector's report of the recording, under the connection as it is now (`shared/report/json-report.schema.json`); null: nothing was kept to inspect. */
  report: v.nullable(v.unknown()),
  /** The connection is not as it was at the time of the login: the report may say otherwise than the reasons. */
  connectionChanged: v.boolean(),
  /** Whether `GET /api/logins/{reference}/trace` gives a recording for the inspector. */
  hasTrace: v.boolean(),
});

/** What `GET /api/logins/{reference}` answers. */
export type LoginReport = v.InferOutput<typeof LOGIN_REPORT>;

/** `POST /api/connections/{prefix}/login-test`: where to go, once, in the browser that is to be tested with. */
export const LOGIN_TEST = v.object({
  startUrl: text,
  /** Milliseconds since the epoch. */
  expiresAt: v.number(),
  /** Under which the report will be found. */
  reference: text,
});

/** What `POST /api/connections/{prefix}/login-test` answers. */
export type LoginTest = v.InferOutput<typeof LOGIN_TEST>;
