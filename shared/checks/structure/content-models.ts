import { NAMESPACE } from '#shared/saml/names.ts';

/** One place in an element's content: which elements may stand there, and how often. */
export interface Particle {
  readonly names: readonly string[];
  readonly namespace: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
}

/** What the schema demands of one element, as far as no other check tells it. */
export interface ContentModel {
  /** Attributes that must be there. */
  readonly attributes: readonly string[];
  /** All attributes without a prefix that may be there, where one that is misspelt would be a limit that nobody keeps. */
  readonly known?: readonly string[];
  /** In their order. */
  readonly content: readonly Particle[];
  /** Of these children there must be one. */
  readonly oneOf?: readonly string[];
  /**
   * Whether a reader could take another element for one that is meant where the order is wrong or something unknown
   * stands in it: it says who the user is, or for whom and how.
   */
  readonly isStrict: boolean;
  /** Children in any order, and others as well: what these are is another check's. */
  readonly isOpen?: boolean;
}

const { assertion, protocol, signature } = NAMESPACE;

const place = (namespace: string, names: string | readonly string[], occurs: 'once' | 'maybe' | 'any'): Particle => ({
  names: typeof names === 'string' ? [names] : names,
  namespace,
  isRequired: occurs === 'once',
  isRepeatable: occurs === 'any',
});

const IDENTIFIER = ['BaseID', 'NameID', 'EncryptedID'];
const ISSUER = place(assertion, 'Issuer', 'maybe');
const SIGNATURE = place(signature, 'Signature', 'maybe');
const EXTENSIONS = place(protocol, 'Extensions', 'maybe');
/** A text and nothing else: of elements inside some readers take the text along, and others do not. */
const TEXT: ContentModel = { attributes: [], content: [], isStrict: true };
/** That one is missing, `status-not-success` says. */
const STATUS = place(protocol, 'Status', 'maybe');

const MODELS: ReadonlyMap<string, ContentModel> = new Map<string, ContentModel>([
  [
    `${protocol} Response`,
    {
      attributes: [],
      content: [ISSUER, SIGNATURE, EXTENSIONS, STATUS, place(assertion, ['Assertion', 'EncryptedAssertion'], 'any')],
      isStrict: false,
    },
  ],
  [`${protocol} LogoutResponse`, { attributes: [], content: [ISSUER, SIGNATURE, EXTENSIONS, STATUS], isStrict: false }],
  [
    `${protocol} LogoutRequest`,
    {
      attributes: [],
      known: ['ID', 'Version', 'IssueInstant', 'Destination', 'Consent', 'Reason', 'NotOnOrAfter'],
      content: [
        ISSUER,
        SIGNATURE,
        EXTENSIONS,
        place(assertion, IDENTIFIER, 'maybe'),
        place(protocol, 'SessionIndex', 'any'),
      ],
      isStrict: false,
    },
  ],
  [
    `${protocol} Status`,
    {
      attributes: [],
      content: [
        place(protocol, 'StatusCode', 'maybe'),
        place(protocol, 'StatusMessage', 'maybe'),
        place(protocol, 'StatusDetail', 'maybe'),
      ],
      isStrict: false,
    },
  ],
  [
    `${protocol} StatusCode`,
    { attributes: ['Value'], content: [place(protocol, 'StatusCode', 'maybe')], isStrict: false },
  ],
  [
    `${assertion} Assertion`,
    {
      attributes: [],
      content: [
        ISSUER,
        SIGNATURE,
        place(assertion, 'Subject', 'maybe'),
        place(assertion, 'Conditions', 'maybe'),
        place(assertion, 'Advice', 'maybe'),
        place(assertion, ['Statement', 'AuthnStatement', 'AuthzDecisionStatement', 'AttributeStatement'], 'any'),
      ],
      isStrict: true,
    },
  ],
  [
    `${assertion} Subject`,
    {
      attributes: [],
      content: [place(assertion, IDENTIFIER, 'maybe'), place(assertion, 'SubjectConfirmation', 'any')],
      isStrict: true,
    },
  ],
  [
    `${assertion} SubjectConfirmation`,
    {
      attributes: ['Method'],
      content: [place(assertion, IDENTIFIER, 'maybe'), place(assertion, 'SubjectConfirmationData', 'maybe')],
      isStrict: true,
    },
  ],
  [
    `${assertion} Conditions`,
    {
      attributes: [],
      known: ['NotBefore', 'NotOnOrAfter'],
      content: [place(assertion, 'OneTimeUse', 'maybe'), place(assertion, 'ProxyRestriction', 'maybe')],
      isStrict: true,
      isOpen: true,
    },
  ],
  [
    `${assertion} SubjectConfirmationData`,
    {
      attributes: [],
      known: ['NotBefore', 'NotOnOrAfter', 'Recipient', 'InResponseTo', 'Address'],
      content: [],
      isStrict: true,
      isOpen: true,
    },
  ],
  [
    `${assertion} AudienceRestriction`,
    { attributes: [], content: [place(assertion, 'Audience', 'any')], isStrict: true },
  ],
  [
    `${assertion} AuthnStatement`,
    {
      attributes: ['AuthnInstant'],
      known: ['AuthnInstant', 'SessionIndex', 'SessionNotOnOrAfter'],
      content: [place(assertion, 'SubjectLocality', 'maybe'), place(assertion, 'AuthnContext', 'once')],
      isStrict: true,
    },
  ],
  [
    `${assertion} AuthnContext`,
    {
      attributes: [],
      content: [
        place(assertion, 'AuthnContextClassRef', 'maybe'),
        place(assertion, ['AuthnContextDecl', 'AuthnContextDeclRef'], 'maybe'),
        place(assertion, 'AuthenticatingAuthority', 'any'),
      ],
      oneOf: ['AuthnContextClassRef', 'AuthnContextDecl', 'AuthnContextDeclRef'],
      isStrict: true,
    },
  ],
  [
    `${assertion} AttributeStatement`,
    { attributes: [], content: [place(assertion, ['Attribute', 'EncryptedAttribute'], 'any')], isStrict: false },
  ],
  [
    `${assertion} Attribute`,
    { attributes: ['Name'], content: [place(assertion, 'AttributeValue', 'any')], isStrict: false },
  ],
  [`${assertion} Issuer`, TEXT],
  [`${assertion} NameID`, TEXT],
  [`${assertion} Audience`, TEXT],
  [`${assertion} AuthnContextClassRef`, TEXT],
  [`${protocol} SessionIndex`, TEXT],
]);

const byName = (of: string): ReadonlyMap<string, ContentModel> =>
  new Map([...MODELS].flatMap(([key, model]) => (key.startsWith(`${of} `) ? [[key.slice(of.length + 1), model]] : [])));

/** By namespace and then by name: every element of every message is looked up, and a key made for it costs more than that. */
const OF_ASSERTION = byName(assertion);
const OF_PROTOCOL = byName(protocol);

/** What the schema demands of an element of that name (saml-schema-assertion-2.0, saml-schema-protocol-2.0); undefined for those that nobody consumes here. */
export function contentModelOf(namespace: string, localName: string): ContentModel | undefined {
  if (namespace === assertion) return OF_ASSERTION.get(localName);
  return namespace === protocol ? OF_PROTOCOL.get(localName) : undefined;
}
