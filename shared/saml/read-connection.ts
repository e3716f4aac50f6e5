import * as v from 'valibot';
import { WorkbenchError } from '#shared/base/errors.ts';
import { issueWords, nameWords } from '#shared/base/issue-words.ts';
import { type Connection, DEFAULT_MAX_AGE } from './connection.ts';
import { type EndpointsConfig, toEndpoints } from './endpoints.ts';
import { type IdpFiles, loadIdp } from './load-idp.ts';

/** Milliseconds of clock difference that are forgiven unless a connection says otherwise: real clocks are up to 3 minutes off. */
export const DEFAULT_CLOCK_SKEW = 180_000;

/** How the files that a connection names are read; each takes the path as written and gives the file's text. */
export type ConnectionFiles = IdpFiles;

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
const url = v.pipe(text, v.url());
const endpoints = v.union([
  url,
  v.strictObject({ redirect: v.optional(url), post: v.optional(url), soap: v.optional(url) }),
]);

const idpSchema = v.strictObject({
  metadata: v.optional(text),
  entityId: v.optional(text),
  sso: v.optional(endpoints),
  slo: v.optional(endpoints),
  certificates: v.optional(v.pipe(v.array(text), v.nonEmpty())),
});

const spSchema = v.strictObject({
  entityId: text,
  acs: url,
  slo: v.optional(endpoints),
  key: v.optional(text),
  certificate: v.optional(text),
});

/** Not `v.record`, which drops keys such as `constructor` without a word; a group may have that name. */
const valueMap = v.pipe(
  v.custom<object>((input) => typeof input === 'object' && input !== null && !Array.isArray(input), 'Expected a map'),
  v.transform((input) => Object.entries(input)),
  v.array(v.tuple([v.string(), v.string()])),
  v.transform((pairs) => new Map(pairs)),
);

const rowSchema = v.strictObject({
  from: text,
  to: text,
  required: v.optional(v.boolean(), false),
  values: v.optional(valueMap, {}),
});

const connectionSchema = v.strictObject({
  idp: idpSchema,
  sp: spSchema,
  clockSkew: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3600)), DEFAULT_CLOCK_SKEW / 1000),
  maxAge: v.optional(v.pipe(v.number(), v.minValue(60), v.maxValue(604_800)), DEFAULT_MAX_AGE / 1000),
  user: v.optional(v.strictObject({ id: v.optional(text, 'NameID'), directory: v.optional(text, '[SAML]') }), {}),
  attributes: v.optional(v.array(rowSchema), []),
  accept: v.optional(
    v.strictObject({
      unsolicited: v.optional(v.boolean(), false),
      assertionUnsigned: v.optional(v.boolean(), false),
      logoutUnsigned: v.optional(v.boolean(), false),
      sha1: v.optional(v.boolean(), false),
      rsa15: v.optional(v.boolean(), false),
      secondOpinion: v.optional(v.picklist(['both', 'reading']), 'reading'),
    }),
    {},
  ),
});

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
  const config = validate(raw);
  const { sp } = config;
  return {
    idp: await loadIdp(config.idp, load),
    sp: {
      entityId: sp.entityId,
      acs: sp.acs,
      ...logoutOf(sp.slo),
      key: sp.key === undefined ? null : await load.pem(sp.key),
      certificate: sp.certificate === undefined ? null : await load.pem(sp.certificate),
    },
    clockSkew: config.clockSkew * 1000,
    maxAge: config.maxAge * 1000,
    user: config.user,
    attributes: config.attributes,
    accept: config.accept,
  };
}

/** One URL is where browsers bring logout messages; by binding, that is the one for redirect or else for POST. */
function logoutOf(config: EndpointsConfig | undefined): Pick<Connection['sp'], 'slo' | 'singleLogout'> {
  if (config === undefined || typeof config === 'string') return { slo: config ?? null };
  return { slo: config.redirect ?? config.post ?? null, singleLogout: toEndpoints(config) };
}

function validate(raw: unknown): v.InferOutput<typeof connectionSchema> {
  const result = v.safeParse(connectionSchema, raw);
  if (result.success) return result.output;
  const issues = result.issues;
  const unknown = issues.find((issue) => issue.type === 'strict_object' && issue.expected === 'never');
  if (unknown !== undefined) throw new WorkbenchError('config-unknown-key', { path: pathOf(unknown) });
  const first = issues[0];
  throw new WorkbenchError('config-invalid', { path: pathOf(first), reason: `it ${issueWords(first)}` });
}

function pathOf({ path }: v.BaseIssue<unknown>): string {
  const steps = (path ?? []).map(({ key }) => nameWords(String(key)));
  return steps.join('.') || 'the file';
}
