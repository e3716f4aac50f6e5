import { fine, type VariantWords, type WordTable } from './word-table.ts';

/** Words for an address that is not the one expected: `name` is the thing compared, `fix` where to set it right. */
function addressWords(name: string, okay: string, fix: string): VariantWords {
  const differs = (how: string) => ({
    title: `${name} is wrong ${how}: it is {received}, and should be {expected}.`,
    fix,
  });
  return {
    ok: fine(okay),
    rewritten: {
      title: `${name} is right only for some readers: it is {received}, and that is {expected} for those that take out dots, a fragment, a user name or escapes.`,
      fix,
    },
    'trailing-slash': differs('by a slash at its end'),
    case: differs('by upper and lower case'),
    scheme: {
      title: `${name} is wrong in http and https: it is {received}, and should be {expected}.`,
      fix: `${fix} Where a proxy ends TLS in front of the receiver, the receiver must be told its outer address (X-Forwarded-Proto, or its configured host URL).`,
    },
    port: {
      title: `${name} has another port: it is {received}, and should be {expected}.`,
      fix: `${fix} A port other than 443 must be in the metadata too.`,
    },
    query: differs('in its query'),
    path: differs('in its path'),
    host: differs('in its host'),
    other: differs('altogether'),
    'no-expectation': {
      title: `Whether ${name.replace('The', 'the')} ({received}) is right is not known.`,
      fix: 'Give the metadata of the receiving side, or a connection file, to compare with.',
    },
  };
}

function entityWords(name: string, fix: string): VariantWords {
  const differs = (how: string) => ({ title: `${name} ${how}: it is {received}, and should be {expected}.`, fix });
  return {
    other: { title: `${name} is not the one expected: it is {received}, and should be {expected}.`, fix },
    'white-space': differs('is wrong in its white space'),
    'trailing-slash': differs('is wrong by a slash at its end'),
    case: differs('is wrong by upper and lower case'),
    scheme: differs('is wrong in http and https'),
  };
}

const ACS_FIX =
  'Set the SP’s assertion consumer URL (“reply URL”, “ACS URL”) at the IdP to the URL that the SP’s metadata has, character by character.';

/** Words of the checks of addresses and entity IDs. */
export const ADDRESSING_WORDS = {
  'audience-mismatch': {
    ok: fine('The assertion is meant for this SP ({expected}).'),
    ...entityWords(
      'The audience of the assertion',
      'At the IdP set the SP’s entity ID (“Identifier”, “Audience”, “Relying party identifier”) to exactly what the SP calls itself, or change it at the SP.',
    ),
    missing: {
      title: 'The assertion names no audience: it could be used at any SP.',
      fix: 'Have the IdP put the SP’s entity ID into AudienceRestriction (saml-profiles 4.1.4.2 requires it).',
    },
    empty: {
      title: 'The audience restriction of the assertion is empty: it is meant for nobody.',
      fix: 'Have the IdP put the SP’s entity ID into AudienceRestriction.',
    },
    'no-expectation': {
      title: 'The assertion is meant for {received}; whether that is this SP is not known.',
      fix: 'Give the SP’s metadata or a connection file, or record the login from its request on.',
    },
  },
  'destination-mismatch': {
    ...addressWords(
      'The Destination of the {kind}',
      'The message went where its Destination says.',
      'Set the address of the receiving endpoint (ACS, single sign-on or logout URL) at the sender to what the receiver’s metadata has, character by character.',
    ),
    absent: fine('The message has no Destination.'),
  },
  'destination-missing': {
    ok: fine('The message says where it is meant to go.'),
    missing: {
      title: 'The message is signed but has no Destination: it could be sent on to another party.',
      fix: 'The sender must state Destination in every signed message over redirect or POST (saml-bindings 3.4.5.2, 3.5.5.2). Many receivers refuse it without.',
    },
  },
  'recipient-mismatch': addressWords(
    'The Recipient of the assertion',
    'The assertion may be delivered at this address.',
    ACS_FIX,
  ),
  'recipient-missing': {
    ok: fine('The assertion says where it may be delivered.'),
    missing: {
      title: 'The assertion does not say where it may be delivered: there is no Recipient.',
      fix: 'The IdP must put the SP’s assertion consumer URL into SubjectConfirmationData (saml-profiles 4.1.4.2), in SAML 1.1 into the Response.',
    },
  },
  'issuer-mismatch': {
    ok: fine('The issuer is {received}.'),
    ...entityWords(
      'The issuer',
      'The metadata or the connection is for another party, or its entity ID was changed. Load the metadata of the party that sent this message, or correct the entity ID on one side.',
    ),
    inner: {
      title: 'The assertion was issued by {received}, the response around it by {expected}.',
      fix: 'Both must be the same IdP (saml-profiles 4.1.4.2). A proxy must issue assertions in its own name.',
    },
    'no-expectation': {
      title: 'The issuer is {received}; whether that is the right party is not known.',
      fix: 'Give the metadata of that party or a connection file.',
    },
  },
  'issuer-format': {
    ok: fine('The format of the issuer is that of an entity.'),
    other: {
      title: 'The issuer has the format {received}, which is none for issuers.',
      fix: 'Have the sender leave Format out, or write …nameid-format:entity (saml-profiles 4.1.4.2).',
    },
  },
  'issuer-missing': {
    ok: fine('The issuer is stated.'),
    missing: {
      title: 'There is no issuer: nobody can tell whose key to verify with.',
      fix: 'The sender must put its entity ID into Issuer.',
    },
    response: {
      title: 'The response has no issuer of its own; its assertion has one.',
      fix: 'Allowed as long as the response is not signed, but some SPs refuse it.',
    },
  },
  'acs-url-unregistered': {
    ...addressWords(
      'The ACS URL that the request asks for',
      'The request asks for the answer at a registered URL.',
      'An IdP answers only at URLs that it knows. Register this URL at the IdP (load the SP’s current metadata there), or correct the SP’s own address.',
    ),
    'url-and-index': {
      title: 'The request has an ACS URL and an ACS index ({received}) as well.',
      fix: 'The two exclude each other (saml-core 3.4.1). Set the SP to send one of them.',
    },
  },
  'url-insecure': {
    acs: {
      title: 'The answer is asked for over http ({received}): anybody on the way can take it.',
      fix: 'Use https. Where a proxy ends TLS in front of the receiver, the receiver must be told its outer address (X-Forwarded-Proto, or its configured host URL).',
    },
    destination: {
      title: 'The message goes over http ({received}): anybody on the way can read and take it.',
      fix: 'Use https at the receiver, and set its address at the sender.',
    },
  },
  'acs-index-unregistered': {
    ok: fine('The index is one of the SP’s metadata.'),
    missing: {
      title: 'The request asks for the answer at the ACS with index {received}; the SP’s metadata has {expected}.',
      fix: 'Correct the index at the SP, or load its current metadata at the IdP.',
    },
  },
  'logout-to-other-idp': {
    ok: fine('The logout goes to the IdP of the login.'),
    other: {
      title: 'The logout goes to {received}, but the user was logged in by {expected}.',
      fix: 'The SP has several IdPs and must remember with the session which one it came from.',
    },
  },
  'redirect-url-long': {
    long: {
      title: 'The URL has {received}. IIS refuses queries over 2048 by default (404.15).',
      fix: 'Use HTTP-POST for this message, or raise maxQueryString at the receiver.',
    },
    'too-long': {
      title: 'The URL has {received}: most servers refuse it (414).',
      fix: 'Use HTTP-POST for this message.',
    },
  },
  'protocol-binding-mismatch': {
    ok: fine('The response came by the binding that was asked for.'),
    request: {
      title: 'The response came by {received}; the request asked for {expected}.',
      fix: 'Have the IdP answer as asked, or change ProtocolBinding at the SP.',
    },
    metadata: {
      title: 'The response came by {received}; the SP’s metadata has {expected} at that address.',
      fix: 'Load the SP’s current metadata at the IdP, or correct the binding of the ACS there.',
    },
  },
  'sso-binding-unregistered': {
    ok: fine('The request comes by a binding that the IdP offers: {received}.'),
    other: {
      title:
        'The request was sent by {received}, which the IdP’s metadata does not have for single sign-on: it has {expected}.',
      fix: 'Set the SP to send its requests by {expected}, or enable {received} at the IdP and load its metadata again.',
    },
    none: {
      title:
        'The metadata of {entity} has no address for single sign-on (SingleSignOnService), though a request was sent there.',
      fix: 'Load the current metadata of {entity}; if it has none either, single sign-on is to be switched on at the IdP.',
    },
  },
  'logout-binding-mismatch': {
    ok: fine('The logout came by a binding that the receiver offers.'),
    other: {
      title: 'The {kind} came by {received}, but the receiver takes {expected} at that address.',
      fix: 'Set the logout binding at the sender to one that the receiver’s metadata has, with its own address.',
    },
  },
  'logout-endpoint-missing': {
    idp: {
      title: 'The SP asks for logout, but the IdP’s metadata has no single logout endpoint.',
      fix: 'Enable single logout at the IdP and load its metadata again, or end only the local session and tell the user so.',
    },
    sp: {
      title: 'The IdP asks for logout, but the SP’s metadata has no single logout endpoint.',
      fix: 'Enable single logout at the SP and load its metadata at the IdP.',
    },
  },
} satisfies WordTable;
