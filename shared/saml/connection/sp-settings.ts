import * as v from 'valibot';
import { AUTHN_CONTEXT, NAMEID_FORMAT } from '#shared/saml/names.ts';

/** What the metadata of our own SP says beside keys and endpoints, and how its requests ask: each key described here. */

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** BCP 47, as `xml:lang` takes it. */
const language = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language such as en'));

const inLanguages = (description: string, value: v.GenericSchema<string> = text) =>
  v.pipe(
    v.union([value, v.pipe(v.record(language, value), v.minEntries(1))]),
    v.description(`${description} One text, in English, or one for each language.`),
    v.transform((texts) => (typeof texts === 'string' ? { en: texts } : texts)),
  );

const webUrl = v.pipe(
  text,
  v.url(),
  v.regex(/^https?:\/\//, 'must be an address that begins with https:// or http://'),
);

/** saml-metadata-ui 2.1.5: pages that are served by TLS show nothing that is not. */
const logoUrl = v.pipe(
  text,
  v.regex(
    /^(?:https:\/\/[^\s]+|data:image\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]+)$/,
    'must be an https address or a data URI with an image',
  ),
  v.maxLength(64 * 1024, 'must have at most 65536 characters'),
);

const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));

const hours = (description: string) =>
  v.pipe(
    v.number(),
    v.description(description),
    v.minValue(1, 'must be at least 1 hour'),
    v.maxValue(8760, 'must be at most 8760 hours'),
    v.transform((count) => count * 3_600_000),
  );

const contact = v.strictObject({
  type: v.picklist(['technical', 'support', 'administrative', 'billing', 'other']),
  company: v.optional(text),
  givenName: v.optional(text),
  surname: v.optional(text),
  email: v.optional(v.pipe(text, v.regex(/^[^@\s]+@[^@\s]+$/, 'must be a mail address'))),
  phone: v.optional(text),
});

/** `sp.metadata` of a connection. */
export const SP_METADATA_SCHEMA = v.strictObject({
  displayName: v.optional(inLanguages('What users and discovery pages see.')),
  description: v.optional(inLanguages('What it is for, in a sentence.')),
  informationUrl: v.optional(inLanguages('A page about it.', webUrl)),
  privacyUrl: v.optional(inLanguages('What becomes of the data.', webUrl)),
  logo: v.optional(
    v.pipe(
      v.strictObject({ url: logoUrl, width: pixels, height: pixels }),
      v.description('An https address or a data URI; sizes in pixels.'),
    ),
  ),
  organization: v.optional(
    v.strictObject({
      name: inLanguages('The legal name.'),
      displayName: inLanguages('The name for people.'),
      url: inLanguages('Where it is on the web.', webUrl),
    }),
  ),
  contacts: v.optional(v.array(contact)),
  validFor: v.optional(
    hours('Hours from when it is fetched until it is no longer valid (validUntil). Left out: no end, in saml2int 336.'),
  ),
  cacheFor: v.optional(
    hours('Hours for which a copy may be used (cacheDuration). Left out: nothing is said, in saml2int 6.'),
  ),
  signed: v.optional(v.pipe(v.boolean(), v.description('Sign it with the key of the SP.')), false),
  subjectId: v.optional(
    v.pipe(
      v.picklist(['subject-id', 'pairwise-id', 'any', 'none']),
      v.description(
        'Which identifier the IdP is asked for (saml-subject-id-attr). Left out: nothing is said; in saml2int it follows from user.id.',
      ),
    ),
  ),
  requestAttributes: v.optional(
    v.pipe(v.boolean(), v.description('List the attributes of the map (AttributeConsumingService), with isRequired.')),
    true,
  ),
});

const shortOrUri = (names: Readonly<Record<string, string>>, what: string) =>
  v.pipe(
    text,
    v.description(`A URI, or one of ${Object.keys(names).join(', ')}.`),
    v.transform((name) => names[name] ?? name),
    v.check((name) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(name), `must be a URI or the short name of ${what}`),
  );

/** `request` of a connection: how its AuthnRequests ask (saml-core 3.4.1). */
export const REQUEST_SCHEMA = v.strictObject({
  binding: v.optional(
    v.pipe(
      v.picklist(['redirect', 'post']),
      v.description('Left out: redirect where the IdP offers it, else POST. In saml2int always redirect.'),
    ),
  ),
  forceAuthn: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        'The user proves anew who they are (ForceAuthn); an answer that says otherwise is refused. One login: /saml/login?forceAuthn=true.',
      ),
    ),
    false,
  ),
  isPassive: v.optional(
    v.pipe(
      v.boolean(),
      v.description('The IdP must not ask the user (IsPassive). One login: /saml/login?isPassive=true.'),
    ),
    false,
  ),
  nameId: v.optional(
    v.pipe(
      v.union([
        v.literal('none'),
        v.strictObject({
          format: v.optional(shortOrUri(NAMEID_FORMAT, 'a NameID format')),
          allowCreate: v.optional(v.boolean(), true),
        }),
      ]),
      v.description('NameIDPolicy. Left out: AllowCreate alone; in saml2int none.'),
    ),
  ),
  authnContext: v.optional(
    v.pipe(
      v.strictObject({
        comparison: v.optional(v.picklist(['exact', 'minimum', 'better', 'maximum']), 'exact'),
        classes: v.pipe(v.array(shortOrUri(AUTHN_CONTEXT, 'a class')), v.nonEmpty('must name a class')),
      }),
      v.description(
        'RequestedAuthnContext. With exact, an answer with another class is refused; with minimum and better one that is known to be weaker.',
      ),
    ),
  ),
});

/** What our messages are signed with, by short name. */
export const SIGNATURE_NAMES = [
  'rsa-sha256',
  'rsa-sha384',
  'rsa-sha512',
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
] as const;

/** One of these. */
export type SignatureName = (typeof SIGNATURE_NAMES)[number];

/** What the metadata of an SP says beside keys and endpoints. Times in milliseconds. */
export type SpMetadataSettings = v.InferOutput<typeof SP_METADATA_SCHEMA>;

/** How the AuthnRequests of a connection ask. */
export type RequestSettings = v.InferOutput<typeof REQUEST_SCHEMA>;
