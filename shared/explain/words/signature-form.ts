import { ATTACK, fine, type WordTable } from './word-table.ts';

const QUERY =
  'The signature is over the query exactly as it was sent. Look for a proxy, balancer or framework between the two that decodes the URL and writes it anew, and have it pass the query through; or have the receiver verify the raw query.';
const ORIGINAL =
  'Inspect and verify the original, as it came over the wire. If it came like this, take out what rewrites it on its way';

/** Words of the checks of what signatures are made of, and of what broke them. */
export const SIGNATURE_FORM_WORDS = {
  'signature-several-signed-info': {
    several: {
      title: 'A signature has more than one SignedInfo: one is verified, the other may be believed.',
      fix: ATTACK,
    },
  },
  'signature-carriage-return': {
    reference: {
      title:
        'There are carriage returns (&#13;) in {names}. To XML they are white space and the signature holds, but many libraries refuse such base64.',
      fix: 'At an IdP in Java set -Dorg.apache.xml.security.ignoreLineBreaks=true (or com.sun.org.apache.xml.internal.security.ignoreLineBreaks for the one of the JDK); at the SP update the library.',
    },
  },
  'signature-value-comment': {
    comment: {
      title: 'There is a comment inside {element}: two readers would see two values.',
      fix: `${ATTACK} An SP on xml-crypto before 6.0.1 accepts such a message (CVE-2025-29775): update it.`,
    },
  },
  'signature-transforms': {
    xslt: { title: 'A signature runs an XSLT transform: the sender decides what is verified.', fix: ATTACK },
    xpath: { title: 'A signature picks what it covers by XPath: the rest can be anything.', fix: ATTACK },
    'too-many': {
      title: 'A signature has {received} transforms; SAML allows the enveloped signature and one canonicalization.',
      fix: ATTACK,
    },
  },
  'signature-hmac': {
    hmac: {
      title:
        'The signature is a keyed hash ({received}), not made with a private key: a public certificate taken for its secret would “verify” it.',
      fix: ATTACK,
    },
  },
  'signature-key-short': {
    ok: fine('The key that signs has {received}.'),
    short: {
      title: 'The key that signs, {certificate}, has only {received}.',
      fix: 'Make a new one of at least 2048 bits at the signing side and publish it beside the old one. Newer products refuse the short one.',
    },
    broken: {
      title: 'The key that signs, {certificate}, has only {received}: anybody can compute its private key.',
      fix: 'Do not accept it. Make a new key of at least 2048 bits at the signing side.',
    },
  },
  'canonical-form-empty': {
    'relative-namespace': {
      title: 'A namespace in the signed message is relative: some libraries then verify nothing at all.',
      fix: ATTACK,
    },
    'empty-digest': { title: 'The signature states the digest of nothing: it covers no content.', fix: ATTACK },
  },
  'signature-object': {
    object: {
      title: 'The signature has an Object, where none belongs: that is where wrapped messages are hidden.',
      fix: ATTACK,
    },
  },
  'signature-misplaced': {
    elsewhere: {
      title: 'The signature does not stand where the schema has it (right behind Issuer).',
      fix: 'Readers that validate against the schema refuse it. Have the signing side put it there.',
    },
  },
  'signature-on-one': {
    both: fine('Response and assertion are both signed.'),
    'only-response': {
      title: 'Only the response is signed, not the assertion in it.',
      fix: 'Allowed, but an SP that wants assertions signed reports an invalid or missing signature. Have the IdP sign the assertion too, or set the SP to take a signed response.',
    },
    'only-assertion': {
      title: 'Only the assertion is signed, not the response around it.',
      fix: 'Allowed, but an SP that wants the response signed (node-saml: wantAuthnResponseSigned) reports “invalid document signature”. Have the IdP sign the response too, or set the SP to take a signed assertion.',
    },
  },
  'assertion-signature-wanted': {
    ok: fine('The assertion is signed, as the SP’s metadata wants.'),
    'only-response': {
      title: 'The metadata of {sp} wants assertions signed; only the response around this one is.',
      fix: 'Have the IdP sign the assertion (or both), or take WantAssertionsSigned out of the SP’s settings and metadata.',
    },
  },
  'signature-algorithm-not-offered': {
    ok: fine('The signature’s algorithms are among those that the receiver lists.'),
    signing: {
      title: 'The signature is by {received}; the metadata of {receiver} lists {expected}.',
      fix: 'Set the signature algorithm of this partner at the signing side to one of these.',
    },
    digest: {
      title: 'The digest is {received}; the metadata of {receiver} lists {expected}.',
      fix: 'Set the digest algorithm of this partner at the signing side to one of these.',
    },
  },
  'redirect-signature-reencoded': {
    'letter-case': {
      title:
        'The query was re-encoded after it was signed: with its percent escapes in the other letter case the signature is valid ({form}).',
      fix: `${QUERY} .NET and AD FS write %2b, others %2B.`,
    },
    spaces: {
      title:
        'The query was re-encoded after it was signed: with its spaces written the other way (+ or %20) the signature is valid.',
      fix: QUERY,
    },
    'encoded-anew': {
      title: 'The query was re-encoded after it was signed: escaped by another library’s rules the signature is valid.',
      fix: `${QUERY} Senders do it too: they sign one encoding and send another, mostly of RelayState; and browsers escape an apostrophe (%27) that the sender did not. An opaque, URL-safe RelayState avoids it.`,
    },
    decoded: {
      title: 'The sender signed the values without URL encoding, and sent them encoded.',
      fix: 'A fault of the sender: the signature must be over the encoded query (saml-bindings 3.4.4.1).',
    },
    'relay-state-left-out': {
      title: 'The signature does not cover RelayState: without it the signature is valid.',
      fix: 'RelayState was added on the way, or the sender leaves it out when it signs: it must be covered (saml-bindings 3.4.4.1).',
    },
    'relay-state-empty': {
      title: 'The signature covers an empty RelayState that did not arrive.',
      fix: 'Have the sender leave RelayState out where there is none, or stop what drops empty parameters on the way.',
    },
  },
  'content-reformatted': {
    'white-space-between': {
      title:
        'The {on} was indented or pretty-printed after it was signed: without the white space between elements the digest is right.',
      fix: `${ORIGINAL}: signed XML must not be formatted.`,
    },
    'white-space-around': {
      title:
        'The {on} was pretty-printed after it was signed: without the white space around texts the digest is right.',
      fix: `${ORIGINAL}: signed XML must not be formatted.`,
    },
    'carriage-returns-added': {
      title:
        'The line ends of the {on} were changed after it was signed: without the carriage returns (&#13;) the digest is right.',
      fix: `${ORIGINAL}: no tool may change its line ends.`,
    },
    'carriage-returns-lost': {
      title: 'The line ends of the {on} were changed after it was signed: with CR LF for each LF the digest is right.',
      fix: `${ORIGINAL}: no tool may change its line ends. It was signed with &#13; in it.`,
    },
    'utf8-as-latin1': {
      title: 'The {on} was re-encoded after it was signed: its UTF-8 was read as Latin-1 (“é” became “Ã©”).',
      fix: `${ORIGINAL}: something treats UTF-8 as another encoding.`,
    },
    'unicode-normalised': {
      title: 'The letters of the {on} were composed otherwise (Unicode normalisation) after it was signed.',
      fix: `${ORIGINAL}.`,
    },
    'escaped-twice': {
      title: 'The {on} was escaped once too often after it was signed (&amp;amp; for &amp;).',
      fix: `${ORIGINAL}.`,
    },
  },
  'signature-inclusive-c14n': {
    inclusive: {
      title: 'The assertion’s signature depends on the namespaces around it (inclusive canonicalization).',
      fix: 'It breaks when the assertion is taken out of its response. Have the signing side use exclusive canonicalization.',
    },
  },
} satisfies WordTable;
