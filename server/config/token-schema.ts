import * as v from 'valibot';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));

/** As in `user` of SAML: a constant in brackets, or a name. */
const claim = (description: string) => v.pipe(text, v.description(description));

const MAX_AGE_MINUTES = 525_600;

const audience = v.union(
  [text, v.pipe(v.array(text), v.nonEmpty('must name at least one audience'))],
  'must be a text or a list of texts',
);

const attribute = v.strictObject({
  from: claim('Name of the claim, or of a claim within claims (realm_access.roles). A list is several values.'),
  to: claim('Name of the session attribute.'),
  required: v.optional(v.boolean(), false),
});

/** `jwt` of a connection: whose tokens log in, and what becomes of their claims. */
export const TOKEN_SCHEMA = v.pipe(
  v.strictObject({
    certificate: v.optional(
      v.pipe(
        text,
        v.description('File (PEM) with the certificate, or public key, that tokens are signed with: RSA or EC P-256.'),
      ),
    ),
    jwks: v.optional(
      v.pipe(text, v.description('In its place: a JSON Web Key Set (RFC 7517), by file or by URL (https).')),
    ),
    allowHosts: v.optional(
      v.pipe(
        v.array(text),
        v.description(
          'Hosts of the jwks URL that may be on a private address, and be asked by http. This machine itself (localhost) is allowed where the configuration file names it.',
        ),
      ),
      [],
    ),
    issuer: v.pipe(text, v.description('What `iss` has to be.')),
    audience: v.pipe(audience, v.description('What `aud` has to name; of a list one.')),
    user: v.strictObject({
      id: claim('Claim with the user ID.'),
      directory: v.pipe(
        claim('Claim with the user directory, or a constant in brackets: [CORP].'),
        v.regex(/^(?!\[.*\\.*\]$)/, 'no directory has a backslash'),
      ),
    }),
    attributes: v.optional(v.array(attribute), []),
    maxAge: v.optional(
      v.pipe(
        v.number('must be a number of minutes'),
        v.minValue(1, 'must be at least 1 minute'),
        v.maxValue(MAX_AGE_MINUTES, `must be at most ${MAX_AGE_MINUTES} minutes`),
        v.description('Minutes after its `iat` for which a token logs in, whatever its `exp`.'),
      ),
    ),
    once: v.optional(
      v.pipe(v.boolean(), v.description('Each token works once: its `jti` is remembered until it has ended.')),
      false,
    ),
  }),
  v.check(
    ({ certificate, jwks }) => (certificate === undefined) !== (jwks === undefined),
    'needs either a certificate or a jwks',
  ),
  v.metadata({ oneOf: [{ required: ['certificate'] }, { required: ['jwks'] }] }),
);

/** `jwt` of a connection, as read. */
export type TokenSettings = v.InferOutput<typeof TOKEN_SCHEMA>;
