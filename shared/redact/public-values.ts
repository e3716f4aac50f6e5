import {
  ATTRIBUTE_FORMAT,
  AUTHN_CONTEXT,
  BINDING,
  CONFIRMATION_METHOD,
  NAMEID_FORMAT,
  NAMESPACE,
  STATUS_CODE,
} from '#shared/saml/names.ts';

const EXACT: ReadonlySet<string> = new Set(
  [ATTRIBUTE_FORMAT, AUTHN_CONTEXT, BINDING, CONFIRMATION_METHOD, NAMEID_FORMAT, NAMESPACE, STATUS_CODE].flatMap(
    (table) => Object.values(table),
  ),
);

/** Namespaces and algorithms of the W3C: a year, perhaps a month, a name, perhaps a fragment. */
const OF_THE_W3C = /^http:\/\/www\.w3\.org\/\d{4}\/(?:\d\d\/)?[A-Za-z0-9.-]{1,40}#?[a-z0-9-]{0,40}$/;

/** Words that stand for themselves wherever they are: truth values, what URLs begin with, WS-Federation's actions. */
const WORDS: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'wsignin1.0',
  'wsignout1.0',
  'wsignoutcleanup1.0',
]);

/** Whether a whole value is the standards' own and says nothing about anybody. */
export function isPublicValue(value: string): boolean {
  return EXACT.has(value) || WORDS.has(value) || OF_THE_W3C.test(value);
}

/** What URIs begin with that standards bodies and vendors gave out for everybody: claims, formats, schemas. */
const PUBLIC_START =
  /^(?:urn:oasis:|urn:oid:|urn:ietf:|urn:mace:(?:dir|shibboleth):|urn:federation:authentication:|https?:\/\/(?:www\.w3\.org|docs\.oasis-open\.org|www\.oasis-open\.org|schemas\.xmlsoap\.org|schemas\.microsoft\.com|schemas\.auth0\.com|schemas\.openid\.net|refeds\.org)\/)/i;

/** Whether a URI is of a public family: it stays, but may still hold an original. */
export function isPublicUri(value: string): boolean {
  return value.length <= 200 && PUBLIC_START.test(value) && !/[\s?@]/.test(value);
}

/** Words of the protocols: an original that is one of them is replaced in its place, but not searched for elsewhere. */
const PROTOCOL_WORDS: ReadonlySet<string> = new Set(
  `true false null none http https html text post form json saml saml2 samlp samlart samlrequest samlresponse relaystate
  signature sigalg login logout signin signout idp metadata claims claim name names groups group role roles user users
  email mail emailaddress response request assertion subject issuer audience attribute value chrome firefox mozilla
  urn oasis protocol bindings status classes federation mace shibboleth auth authentication service services
  gecko safari applewebkit windows linux example localhost`.split(/\s+/),
);

/** Whether a folded word belongs to the protocols, and would make nonsense of a file if it were taken out everywhere. */
export function isProtocolWord(folded: string): boolean {
  return PROTOCOL_WORDS.has(folded) || isPublicValue(folded);
}
