import * as v from 'valibot';
import { AUDIT_LIMITS } from '#server/store/limits.ts';
import { appEntry } from './app-schema.ts';
import { TOKEN_SCHEMA } from './token-schema.ts';

const MINUTE = 60_000;
/** Thirty days: longer sessions than that are a mistake in the unit. */
const MAX_MINUTES = 43_200;

/** First path segments that are the companion's own. */
const RESERVED_PREFIXES: readonly string[] = ['api', 'console', 'healthz', 'inspect', 'metrics', 'qps', 'pages'];

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));

const minutes = (description: string) =>
  v.pipe(
    v.number('must be a number of minutes'),
    v.description(description),
    v.minValue(1, 'must be at least 1 minute'),
    v.maxValue(MAX_MINUTES, `must be at most ${MAX_MINUTES} minutes`),
    v.transform((count) => count * MINUTE),
  );

const KILOBYTE = 1024;
/** Twice as much, full of elements, takes more memory than a thread has. */
const MAX_KILOBYTES = 4096;

const kilobytes = (description: string) =>
  v.pipe(
    v.number('must be a number of kilobytes'),
    v.description(description),
    v.minValue(16, 'must be at least 16 KB'),
    v.maxValue(MAX_KILOBYTES, `must be at most ${MAX_KILOBYTES} KB`),
    v.transform((count) => count * KILOBYTE),
  );

/**
 * A login of a user in 1,000 groups, each a name of 40 characters, is a form of 200 KB, encrypted 280; a logout message
 * has some KB. So no real message meets these, and a stranger's is refused after little.
 */
const bodyLimits = v.strictObject({
  form: v.optional(
    kilobytes('Of a form with a Response or a logout message. The login of a user in 1,000 groups takes some 300 KB.'),
    1024,
  ),
  soap: v.optional(kilobytes('Of a SOAP message with a LogoutRequest.'), 256),
});

const prefix = v.pipe(
  v.string(),
  v.description('First segment of every path of this connection; unique.'),
  v.metadata({ not: { enum: RESERVED_PREFIXES } }),
  v.regex(/^[a-z0-9._~-]{1,64}$/, 'may have only a-z, 0-9 and - . _ ~, at most 64'),
  v.check((name) => !RESERVED_PREFIXES.includes(name) && !/^\.+$/.test(name), "is one of the companion's own paths"),
);

/** RFC 6265 4.1.1: a cookie's name is a token; the prefixes `__Host-` and `__Secure-` demand https. */
const cookieName = v.pipe(
  v.string(),
  v.description('Name of the session cookie. Default: {prefix}.session.'),
  v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'is no name for a cookie'),
);

const host = v.pipe(v.string(), v.regex(/^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/, 'must be host or host:port'));

const logout = v.strictObject({
  encryptNameId: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        'true: the NameID goes encrypted, where the metadata of the identity provider has a key for that (SDP-SP30 asks for the contrary).',
      ),
    ),
    false,
  ),
  allowHosts: v.optional(
    v.pipe(
      v.array(host),
      v.description(
        'Hosts (host or host:port) that may be asked by SOAP though they are not public or have no https. Those of metadataHosts are allowed anyway.',
      ),
    ),
    [],
  ),
});

const stream = v.strictObject({
  name: text,
  apps: v.optional(v.array(v.strictObject({ id: v.pipe(text, v.regex(/^[A-Za-z0-9._-]+$/)), name: text })), []),
});

/** Of another application: the query is ours to fill, and a user in a link is nobody's. */
const moduleAddress = v.pipe(
  v.string(),
  v.description(
    'Login page of the application that makes tickets, where a connection without saml sends whoever is not logged in, with targetId and proxyRestUri in the query (Qlik: authentication module redirect URI).',
  ),
  v.check((value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  }, 'must be a URL that begins with https:// or http://'),
);

/** How somebody may become a session of a connection. */
const LOGIN_METHODS = ['saml', 'ticket', 'session', 'jwt'] as const;

const methods = v.pipe(
  v.array(v.picklist(LOGIN_METHODS, `must be one of ${LOGIN_METHODS.join(', ')}`)),
  v.description(
    'Ways in: saml, ticket, session, jwt; together, too. Default: saml, ticket and session (the last two are for servers that have a key), and jwt where the connection has a jwt entry.',
  ),
  v.nonEmpty('must name at least one way in'),
  v.check((names) => new Set(names).size === names.length, 'names a way in twice'),
);

/** One entry of `connections`. A document that is made in the console is read by it, too. */
export const CONNECTION_ENTRY_SCHEMA = v.strictObject({
  prefix,
  description: v.optional(v.string(), ''),
  sessionTimeout: v.optional(minutes('Minutes after which an unused session is over.'), 30),
  sessionLifetime: v.optional(minutes('Minutes after which any session is over.'), 600),
  sessionsPerUser: v.optional(
    v.nullable(
      v.pipe(
        v.number('must be a number of sessions'),
        v.description(
          'Sessions that one user may have here at once; at the next login the oldest end. Default: any number (Qlik: 5).',
        ),
        v.integer('must be a whole number'),
        v.minValue(1, 'must be at least 1'),
        v.maxValue(1000, 'must be at most 1000'),
      ),
    ),
    null,
  ),
  attributesKept: v.optional(
    v.pipe(
      v.picklist(['session', 'user'], 'must be session or user'),
      v.description(
        'session: attributes live in the session that they came for, and nowhere else. user: the last login by SAML also leaves them with the user, and rules find them as user.<name> in every session of that user, by ticket and token too (Qlik Sense Enterprise does so since November 2021).',
      ),
    ),
    'session',
  ),
  reportDays: v.optional(
    v.pipe(
      v.number('must be a number of days'),
      v.description(
        'Days for which the console can show what a login came to, what the identity provider sent included; 0: nothing is kept.',
      ),
      v.integer('must be a whole number'),
      v.minValue(0, 'must be at least 0'),
      v.maxValue(90, 'must be at most 90'),
    ),
    7,
  ),
  decisionValues: v.optional(
    v.pipe(
      v.picklist(['hashed', 'kept'], 'must be hashed or kept'),
      v.description(
        'What is kept of the values that a user carried when it was decided who may open an app. hashed: a mark of each, by which it is found who carried a value that one asks for. kept: the values themselves, too, so that what was decided can be decided again by other rules; for as long as decisionDays says.',
      ),
    ),
    'hashed',
  ),
  decisionDays: v.optional(
    v.pipe(
      v.number('must be a number of days'),
      v.description(
        'Days for which it is kept who was let into which app, by which rules and rows; 0: nothing is kept.',
      ),
      v.integer('must be a whole number'),
      v.minValue(0, 'must be at least 0'),
      v.maxValue(3650, 'must be at most 3650'),
    ),
    90,
  ),
  closedApps: v.optional(
    v.pipe(
      v.picklist(['explained', 'plain'], 'must be explained or plain'),
      v.description(
        'What who is refused an app is told. explained: which part of which rule was false, with which values, and the least change that would open it. plain: that no rule opens it; whether there is such an app is not said.',
      ),
    ),
    'explained',
  ),
  cookie: v.optional(cookieName),
  logout: v.optional(v.pipe(logout, v.description('How the identity provider is asked to end its session.')), {}),
  hosts: v.optional(
    v.pipe(v.array(host), v.description('Other hosts (host or host:port) that RelayState and returnTo may lead to.')),
    [],
  ),
  methods: v.optional(methods),
  authenticationModule: v.optional(v.nullable(moduleAddress), null),
  jwt: v.optional(
    v.pipe(
      TOKEN_SCHEMA,
      v.description('Whose tokens (JWT, RS256 or ES256) log in, by Authorization: Bearer on any page.'),
    ),
  ),
  bodyLimits: v.optional(
    v.pipe(
      bodyLimits,
      v.description(
        "Kilobytes of one request's body; a larger one is refused with 413 before it is read. A message by redirect may inflate to as much as a form may have.",
      ),
    ),
    {},
  ),
  streams: v.optional(v.array(stream), []),
  apps: v.optional(
    v.pipe(v.array(appEntry), v.description('The data of apps that streams name, and who sees what of it.')),
    [],
  ),
  rules: v.optional(v.array(v.unknown()), []),
  // Read by `parseConnection`, strictly as well; described where that reads them.
  mode: v.optional(v.unknown()),
  request: v.optional(v.unknown()),
  idp: v.optional(v.record(v.string(), v.unknown())),
  sp: v.optional(v.record(v.string(), v.unknown()), {}),
  clockSkew: v.optional(v.unknown()),
  maxAge: v.optional(v.unknown()),
  user: v.optional(v.unknown()),
  attributes: v.optional(v.unknown()),
  accept: v.optional(v.unknown()),
});

/** The path that browsers see the companion below, none of whose first segments is one of its own: a proxy may take it off. */
const PUBLIC_PATH = /^(?:\/[A-Za-z0-9._~-]+)*$/;

const publicUrl = v.pipe(
  v.string(),
  v.description(
    'What browsers see, if a proxy is in front: an address such as https://sp.example.com or https://example.com/portal, whatever its port. Nothing that a request says changes it. Default: http://localhost:{port}.',
  ),
  v.check(isPublicUrl, 'must be an address such as https://sp.example.com or https://example.com/portal'),
);

function isPublicUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  const path = url.pathname === '/' ? '' : url.pathname;
  const [, first = ''] = path.split('/');
  return value === `${url.origin}${path}` && PUBLIC_PATH.test(path) && !RESERVED_PREFIXES.includes(first);
}

/** A port of its own: a browser that opens a page is not to be asked for a certificate. */
const clientCertificates = v.strictObject({
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)), 4243),
  key: v.pipe(text, v.description('File (PEM) with the private key of this server.')),
  certificate: v.pipe(text, v.description('File (PEM) with its certificate, and those between it and a root.')),
  clientCa: v.pipe(text, v.description('File (PEM) with the certificates that vouch for clients.')),
});
const consoleLogin = v.pipe(
  v.strictObject({
    connection: v.pipe(text, v.description('Prefix of the connection whose SAML logins may open the console.')),
    condition: v.pipe(
      text,
      v.description('Which of them: a condition over the user as in rules, user.environment.group = "Admins".'),
    ),
  }),
  v.description("Who may sign in to the console besides the administrator's token. Default: nobody."),
);

const auditKept = v.strictObject({
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500)), AUDIT_LIMITS.days),
  lines: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1000),
      v.maxValue(10_000_000),
      v.description('At most so many lines: beyond, whoever has the most loses the oldest.'),
    ),
    AUDIT_LIMITS.lines,
  ),
});

/** The companion's YAML file. `npm run schemas` makes `companion.schema.json` of it, for editors: describe each key here. */
export const CONFIG_SCHEMA = v.strictObject({
  host: v.optional(v.pipe(text, v.description('Address to listen at.')), '127.0.0.1'),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)), 4040),
  url: v.optional(publicUrl),
  state: v.optional(v.pipe(text, v.description('Folder for keys and sessions; made at the first start.')), '.state'),
  tls: v.optional(
    v.pipe(
      clientCertificates,
      v.description(
        'A port for QPS calls alone, by mutual TLS: who has a client certificate needs no key. Read at the start.',
      ),
    ),
  ),
  console: v.optional(consoleLogin),
  audit: v.optional(
    v.pipe(
      auditKept,
      v.description('How long the audit (who changed what) is kept. What goes is told by a line. Read at the start.'),
    ),
    {},
  ),
  metadataHosts: v.optional(
    v.pipe(
      v.array(host),
      v.description(
        'Hosts (host or host:port) that metadata of identity providers may be fetched from though they are not public or have no https: for connections of this file and for those that are made in the console.',
      ),
    ),
    [],
  ),
  connections: v.pipe(v.array(CONNECTION_ENTRY_SCHEMA), v.minLength(1, 'needs at least one connection')),
});

/** One entry of `connections` as the schema gives it. */
export type ConnectionEntry = v.InferOutput<typeof CONNECTION_ENTRY_SCHEMA>;

/** A way in. */
export type LoginMethod = (typeof LOGIN_METHODS)[number];
