import * as v from 'valibot';
import { issueWords, nameWords } from '#shared/base/issue-words.ts';
import { BINDING, SUBJECT_ID } from '#shared/saml/names.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { ATTRIBUTE_ROW_SCHEMA } from './attribute-row-schema.ts';
import { type Connection, DEFAULT_CLOCK_SKEW, DEFAULT_MAX_AGE, type IdplessConnection } from './connection.ts';
import { type EndpointsConfig, toEndpoints } from './endpoints.ts';
import { type IdpFiles, loadIdp } from './load-idp.ts';
import { refuseContradictions } from './refuse-contradictions.ts';
import { REQUEST_SCHEMA, SIGNATURE_NAMES, SP_METADATA_SCHEMA } from './sp-settings.ts';

/** How the files that a connection names are read; each takes the path, or the text itself, as written and gives the text. */
export type ConnectionFiles = IdpFiles;

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** What comes from the IdP is looked at when it comes (`mapUser`). */
const directory = v.pipe(text, v.regex(/^(?!\[.*\\.*\]$)/, 'no directory has a backslash'));
const url = v.pipe(text, v.url());
const address = v.union([
  url,
  v.pipe(
    v.strictObject({ location: url, responseLocation: v.optional(url) }),
    v.description('Where requests go, and answers if they go elsewhere (saml-metadata 2.2.2).'),
  ),
]);
const endpoints = v.union([
  url,
  v.strictObject({ redirect: v.optional(address), post: v.optional(address), soap: v.optional(address) }),
]);
const idpEndpoints = v.pipe(endpoints, v.description('One URL, taken by redirect, or one for each binding.'));
const files = v.union([text, v.pipe(v.array(text), v.nonEmpty())]);

const HOST = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/;

const idpSchema = v.strictObject({
  metadata: v.optional(
    v.pipe(
      text,
      v.description(
        'Address (https) that the companion fetches it from, path of the metadata file, or the XML itself.',
      ),
    ),
  ),
  entityId: v.optional(v.pipe(text, v.description('Which entity, in metadata with several.'))),
  signedBy: v.optional(
    v.pipe(
      text,
      v.description(
        'Path of a PEM file, or PEM itself, with the certificate of whoever publishes the metadata: it must be signed by that key, all of it or the entity.',
      ),
    ),
  ),
  allowHosts: v.optional(
    v.pipe(
      v.array(v.pipe(text, v.regex(HOST, 'must be host or host:port'))),
      v.description(
        'Hosts (host or host:port) that metadata may be fetched from though they are not public or have no https. Those of metadataHosts are allowed anyway.',
      ),
    ),
  ),
  sso: v.optional(idpEndpoints),
  slo: v.optional(idpEndpoints),
  certificates: v.optional(v.pipe(v.array(text), v.nonEmpty(), v.description('Paths of PEM files, or PEM itself.'))),
  scopes: v.optional(
    v.pipe(
      v.array(text),
      v.description(
        'Domains that identifiers of its users may have behind the @ (subject-id and its like), in place of shibmd:Scope in its metadata. They are held in the mode saml2int.',
      ),
    ),
  ),
});

const spSchema = v.strictObject({
  entityId: text,
  acs: url,
  slo: v.optional(
    v.pipe(
      endpoints,
      v.description('Where logout messages go: one URL, taken by redirect and by POST, or one for each binding.'),
    ),
  ),
  key: v.optional(
    v.pipe(
      files,
      v.description(
        'Path of the private key, or the key itself: PKCS#8, PEM. Of several the first signs, and every RSA key decrypts: so a key is rolled over.',
      ),
    ),
  ),
  certificate: v.optional(
    v.pipe(
      files,
      v.description(
        'Path of its certificate, or the certificate itself: PEM. Of several keys, the certificates in the same order.',
      ),
    ),
  ),
  signature: v.optional(
    v.pipe(
      v.picklist(SIGNATURE_NAMES),
      v.description('What our messages are signed with. Left out: rsa-sha256. Another than RSA needs an EC key.'),
    ),
  ),
  encryption: v.optional(
    v.pipe(
      v.boolean(),
      v.description('false: the metadata offers no key to encrypt for. What comes encrypted is opened all the same.'),
    ),
  ),
  metadata: v.optional(
    v.pipe(SP_METADATA_SCHEMA, v.description('What the metadata says for people and about itself.')),
  ),
});

/** Whether something is accepted that is refused unless a connection says so. */
const allowed = (description: string) => v.optional(v.pipe(v.boolean(), v.description(description)), false);

const acceptSchema = v.strictObject({
  unsolicited: allowed(
    'Responses that answer no request of ours (logins that begin at the identity provider). They cannot be tied to the browser that wanted them: whoever has an account can log others in as himself. Only for an identity provider that cannot begin a login at the SP; write the reason beside it.',
  ),
  assertionUnsigned: allowed(
    'false: the metadata of the SP asks for signed assertions (WantAssertionsSigned). Either way, an assertion without a signature of its own is accepted where the response around it is signed, and refused where nothing is.',
  ),
  logoutUnsigned: allowed('Logout messages without a signature.'),
  sha1: allowed('Signatures and digests by SHA-1.'),
  rsa15: allowed('Keys that were encrypted by RSA 1.5.'),
  secondOpinion: v.optional(
    v.pipe(
      v.picklist(['both', 'reading']),
      v.description(
        'reading: a second parser must read the same, and node-saml verifies the signature where it knows the algorithm. both: what node-saml cannot verify (ECDSA, SHA-384 and others) is refused.',
      ),
    ),
    'reading',
  ),
});

/** A connection as a file holds it. `npm run schemas` makes a part of `companion.schema.json` of it: describe each key here. */
export const CONNECTION_SCHEMA = v.strictObject({
  mode: v.optional(
    v.pipe(
      v.picklist(['qlik', 'saml2int']),
      v.description('What holds where the two contradict: as Qlik does it, or as SAML2Int asks (docs/saml2int.md).'),
    ),
    'qlik',
  ),
  idp: v.optional(
    v.pipe(
      idpSchema,
      v.description("Its metadata, or the parts of it one by one; a part beside metadata replaces the metadata's."),
    ),
  ),
  sp: spSchema,
  clockSkew: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(3600), v.description("Seconds that the IdP's clock may differ.")),
    DEFAULT_CLOCK_SKEW / 1000,
  ),
  maxAge: v.optional(
    v.pipe(
      v.number(),
      v.minValue(60),
      v.maxValue(604_800),
      v.description(
        'Seconds since the IssueInstant of a response and of its assertions. More is for an IdP that hands out an assertion again; its own NotOnOrAfter still counts.',
      ),
    ),
    DEFAULT_MAX_AGE / 1000,
  ),
  user: v.optional(
    v.pipe(
      v.strictObject({ id: v.optional(text), directory: v.optional(directory, '[SAML]') }),
      v.description(
        'Each an attribute name, NameID, or a constant in brackets. Default of id: NameID, in saml2int the attribute subject-id.',
      ),
    ),
    {},
  ),
  attributes: v.optional(v.array(ATTRIBUTE_ROW_SCHEMA), []),
  request: v.optional(v.pipe(REQUEST_SCHEMA, v.description('How login requests ask.'))),
  accept: v.optional(v.pipe(acceptSchema, v.description('What is refused unless it is allowed here by name.')), {}),
});

/** What a connection file says, its defaults filled in. */
export type ConnectionEntries = v.InferOutput<typeof CONNECTION_SCHEMA>;

/**
 * Reads one connection as a configuration file holds it (JSON or YAML, already parsed; `clockSkew` and `maxAge` in
 * seconds) and the files that it names. `user.id` and `user.directory` are each an attribute name, `NameID`, or a constant in
 * brackets: `[CORP]`. `sso` and `slo` of the IdP are a URL, taken by redirect, or one URL for each binding;
 * `slo` of the SP is a URL, taken by redirect and POST, or one for each binding.
 *
 * @throws WorkbenchError `config-unknown-key` or `config-invalid`, both with the key's path in `facts.path`,
 *   `config-idp` where the IdP is not described well enough; and what reading its files throws.
 */
export async function parseConnection(raw: unknown, load: ConnectionFiles): Promise<Connection> {
  const config = checkConnection(raw);
  if (config.idp === undefined) throw new SamlError('config-invalid', { path: 'idp', reason: 'it is missing' });
  const connection: Connection = { ...(await readOwnSide(config, load)), idp: await loadIdp(config.idp, load) };
  refuseContradictions(connection);
  return connection;
}

/**
 * The same of a connection that names no identity provider.
 *
 * @throws WorkbenchError as `parseConnection`
 */
export async function parseIdplessConnection(raw: unknown, load: ConnectionFiles): Promise<IdplessConnection> {
  const config = checkConnection(raw);
  const connection: IdplessConnection = { ...(await readOwnSide(config, load)), idp: null };
  refuseContradictions(connection);
  return connection;
}

async function readOwnSide(config: ConnectionEntries, load: ConnectionFiles): Promise<Omit<Connection, 'idp'>> {
  const { sp, mode, request } = config;
  const user = { ...config.user, id: config.user.id ?? (mode === 'saml2int' ? SUBJECT_ID.subject : 'NameID') };
  return {
    mode,
    sp: {
      entityId: sp.entityId,
      acs: sp.acs,
      ...logoutOf(sp.slo),
      ...(await loadKeys(sp, load)),
      ...(sp.signature === undefined ? {} : { signature: sp.signature }),
      ...(sp.encryption === undefined ? {} : { encryption: sp.encryption }),
      ...(sp.metadata === undefined ? {} : { metadata: sp.metadata }),
    },
    ...(request === undefined ? {} : { request }),
    clockSkew: config.clockSkew * 1000,
    maxAge: config.maxAge * 1000,
    user,
    attributes: config.attributes,
    accept: config.accept,
  };
}

async function loadKeys(sp: ConnectionEntries['sp'], load: ConnectionFiles) {
  const [keys, certificates] = await Promise.all([loadAll(sp.key, load), loadAll(sp.certificate, load)]);
  const [key = null, ...more] = keys;
  const [certificate = null, ...others] = certificates;
  if (more.length === 0 && others.length === 0) return { key, certificate };
  if (more.length !== others.length)
    throw new SamlError('config-invalid', { path: 'sp.key', reason: 'it must list as many files as sp.certificate' });
  return { key, certificate, otherKeys: more.map((each, index) => ({ key: each, certificate: others[index] ?? '' })) };
}

function loadAll(paths: string | readonly string[] | undefined, load: ConnectionFiles): Promise<readonly string[]> {
  const list = paths === undefined ? [] : typeof paths === 'string' ? [paths] : paths;
  return Promise.all(list.map((path) => load.pem(path)));
}

/** One URL is where browsers bring logout messages; by binding, that is the one for redirect or else for POST. */
function logoutOf(config: EndpointsConfig | undefined): Pick<Connection['sp'], 'slo' | 'singleLogout'> {
  if (config === undefined || typeof config === 'string') return { slo: config ?? null };
  const singleLogout = toEndpoints(config);
  const forBrowsers = singleLogout.find(({ binding }) => binding !== BINDING.soap);
  return { slo: forBrowsers?.location ?? null, singleLogout };
}

function checkConnection(raw: unknown): v.InferOutput<typeof CONNECTION_SCHEMA> {
  const result = v.safeParse(CONNECTION_SCHEMA, raw, { message: issueWords });
  if (result.success) return result.output;
  const issues = result.issues;
  const unknown = issues.find((issue) => issue.type === 'strict_object' && issue.expected === 'never');
  if (unknown !== undefined) throw new SamlError('config-unknown-key', { path: issuePath(unknown) });
  const first = issues[0];
  throw new SamlError('config-invalid', { path: issuePath(first), reason: `it ${first.message}` });
}

function issuePath({ path }: v.BaseIssue<unknown>): string {
  const steps = (path ?? []).map(({ key }) => nameWords(String(key)));
  return steps.join('.') || 'the file';
}
