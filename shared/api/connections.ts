import * as v from 'valibot';

/** A connection as an entry of the configuration file would hold it (`server/companion.schema.json`). */
/** A connection as plain data. */
export const DOCUMENT = v.custom<Readonly<Record<string, unknown>>>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
  'must be a map',
);

const WARNING = v.object({
  /** `metadata-ended`, `metadata-ends-soon`, `idp-certificate-expired`, `idp-certificate-expires-soon`, `metadata-not-refreshed` */
  code: v.string(),
  /** A sentence or two. */
  message: v.string(),
});

/** Something about a connection that an administrator should see to before a login fails. */
export type ConnectionWarning = v.InferOutput<typeof WARNING>;

const SUMMARY = v.object({
  prefix: v.string(),
  description: v.string(),
  /** Entity ID of its identity provider; null: it has none, or cannot be read at the moment (`isUsable`). */
  idp: v.nullable(v.string()),
  /** `saml`, `ticket`, `session`, `jwt`; empty where it cannot be read. */
  methods: v.array(v.string()),
  /** Where it is described: in the configuration file, or here. */
  source: v.picklist(['file', 'console']),
  /** The file has an entry for this prefix, too, which what is described here stands before; it can be given back. */
  overridesFile: v.boolean(),
  /** Which state this is: a change names it, and is refused if it is no longer the newest. Opaque. */
  revision: v.string(),
  /** Logins go on. */
  isUsable: v.boolean(),
  /** When the last of the certificates ends that its identity provider is trusted by; null: there is none. */
  idpKeysEndAt: v.nullable(v.number()),
  /** Why it cannot be used, or why what is at work is what could be read last; null: nothing is wrong. */
  problem: v.nullable(v.string()),
  /** Who made this version, and when (milliseconds since the epoch); null of the file's entries. */
  changedBy: v.nullable(v.string()),
  changedAt: v.nullable(v.number()),
  warnings: v.array(WARNING),
  /** When somebody last logged in, whichever way in it was (milliseconds since the epoch); null: nobody has yet. */
  lastLoginAt: v.nullable(v.number()),
});

/** One line of the list of connections. */
export type ConnectionSummary = v.InferOutput<typeof SUMMARY>;

/** `GET /api/connections` */
export const CONNECTIONS = v.object({ connections: v.array(SUMMARY) });

const KEY = v.object({
  subject: v.string(),
  /** Lower-case hex. */
  sha256: v.string(),
  /** Milliseconds since the epoch. */
  notBefore: v.number(),
  notAfter: v.number(),
});

const DETAILS = v.object({
  ...SUMMARY.entries,
  /** What it is made of. A private key is never here: a mark such as `(private key 0123456789abcdef)` stands for it, and may be sent back. */
  document: DOCUMENT,
  /** The file's own entry, where there is one. */
  inFile: v.nullable(DOCUMENT),
  /** How the metadata of the identity provider stands; null: the document spells the identity provider out, or has none. */
  metadata: v.nullable(
    v.object({
      kind: v.picklist(['address', 'file', 'text']),
      /** Address or path; null: it is in the document. */
      from: v.nullable(v.string()),
      /** When what is at work was read, when it is looked at again, until when it may be used: milliseconds since the epoch. */
      fetchedAt: v.nullable(v.number()),
      nextAt: v.nullable(v.number()),
      validUntil: v.nullable(v.number()),
      /** Why the last attempt came to nothing; null: it came to something. */
      problem: v.nullable(v.string()),
      /** SHA-256 of the certificate that signed it; null: nobody has to. */
      signer: v.nullable(v.string()),
    }),
  ),
  /** What SAML has at work, defaults filled in and files read; null: it cannot be used, or has no identity provider. */
  atWork: v.nullable(
    v.object({
      sp: v.object({
        entityId: v.string(),
        acs: v.string(),
        metadataUrl: v.string(),
        loginUrl: v.string(),
        /** The certificate of ours that signs, PEM: what an identity provider is given. */
        certificate: v.nullable(v.string()),
      }),
      idp: v.object({
        entityId: v.string(),
        singleSignOn: v.array(v.object({ binding: v.string(), location: v.string() })),
        singleLogout: v.array(
          v.object({ binding: v.string(), location: v.string(), responseLocation: v.nullable(v.string()) }),
        ),
        /** What its signatures are verified with: each of them is trusted. */
        certificates: v.array(KEY),
      }),
    }),
  ),
});

/** `GET /api/connections/{prefix}` */
export type ConnectionDetails = v.InferOutput<typeof DETAILS>;
export const CONNECTION_DETAILS = DETAILS;

const summary = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300, 'may have 300 characters')), '');
const dryRun = v.optional(v.boolean(), false);
const revision = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(100, 'is no revision'));

/** `POST /api/connections`: makes a connection. `dryRun: true` only says what it would come to. */
export const NEW_CONNECTION = v.strictObject({ document: DOCUMENT, summary, dryRun });

/** `PUT /api/connections/{prefix}`: changes it from the revision that was looked at. */
export const CHANGED_CONNECTION = v.strictObject({ revision, document: DOCUMENT, summary, dryRun });

/** `POST /api/connections/{prefix}/restore`: a new version of what version `version` was; 0: what the file says. */
export const RESTORED_CONNECTION = v.strictObject({
  revision,
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  summary,
  dryRun,
});

/** `DELETE /api/connections/{prefix}`: takes it back; the file's entry, if there is one, is at work again. */
export const REMOVED_CONNECTION = v.strictObject({ revision, summary, dryRun });

/** What each of these four answers. */
export const CONNECTION_CHANGE = v.object({
  /** One line for each difference, to be shown before a change is made; empty: nothing is different. */
  changes: v.array(v.string()),
  /** Of a dry run as it still is; null: there is none. */
  connection: v.nullable(DETAILS),
});

/** What a change, made or tried, came to. */
export type ConnectionChange = v.InferOutput<typeof CONNECTION_CHANGE>;

/** `GET /api/connections/{prefix}/history`: the newest first, at most 200. */
export const CONNECTION_HISTORY = v.object({
  versions: v.array(
    v.object({
      version: v.number(),
      author: v.string(),
      /** Milliseconds since the epoch. */
      at: v.number(),
      summary: v.string(),
      /** It took the document back: the file's entry was at work again, or nothing. */
      isTakenBack: v.boolean(),
      /** What it changed against the version before it. */
      changes: v.array(v.string()),
    }),
  ),
});

/** What was made of a connection here, version by version. */
export type ConnectionHistory = v.InferOutput<typeof CONNECTION_HISTORY>;

/** `GET /api/connections/{prefix}/history/{version}`: what it was then; null: it was taken back. */
export const CONNECTION_VERSION = v.object({ document: v.nullable(DOCUMENT) });

/** `POST /api/connections/{prefix}/metadata`: reads the metadata again. `dryRun: true` only says what would change. */
export const METADATA_REFRESH = v.strictObject({
  /** Of the dry run that was looked at: if the metadata is another one by now, the answer is 409. */
  fingerprint: v.optional(v.string()),
  dryRun,
});

/** Its answer. */
export const METADATA_LOOK = v.object({
  fingerprint: v.string(),
  /** One line for each difference; empty: only its time may be new. */
  changes: v.array(v.string()),
  validUntil: v.nullable(v.number()),
});

/** What looking at metadata again came to. */
export type MetadataLook = v.InferOutput<typeof METADATA_LOOK>;

/** `POST /api/metadata`: what is in some metadata, before a connection is made of it. */
export const METADATA_QUESTION = v.strictObject({
  /** Address, or XML. */
  metadata: v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty')),
  /** PEM of whoever must have signed it. */
  signedBy: v.optional(v.pipe(v.string(), v.trim())),
  /** A part of the entity ID or of a name, in any case: only those are listed. */
  search: v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase()), ''),
});

/** Its answer. */
export const METADATA_ANSWER = v.object({
  /** How many identity providers it has. */
  count: v.number(),
  /** Those that were searched for, the first 200. */
  idps: v.array(v.object({ entityId: v.string(), name: v.nullable(v.string()), keys: v.number() })),
});

/** Which identity providers some metadata has. */
export type MetadataAnswer = v.InferOutput<typeof METADATA_ANSWER>;
