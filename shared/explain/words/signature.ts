import { ATTACK, fine, type Words, type WordTable } from './word-table.ts';

const METADATA_FIX = 'Load the current metadata of {issuer}, or give the certificate from its administration pages.';

function malformed(title: string): Words {
  return {
    title: `The signature on {on} is not usable: ${title}.`,
    fix: 'This is a fault in the product that signed, or somebody changed the message on its way. Compare with a message that works.',
  };
}

/** Words of the checks of signatures. */
export const SIGNATURE_WORDS = {
  'signature-missing': {
    ok: fine('There is a signature.'),
    failure: fine('The response is not signed, and has nothing to protect: it reports a failure.'),
    nothing: {
      title: 'Neither the response nor the assertion is signed: anybody could have written it.',
      fix: 'Have the IdP sign the assertion, the response, or both.',
    },
    'some-assertions': {
      title: 'One of the assertions is not signed, beside one that is.',
      fix: 'An SP must not take the unsigned one. If the IdP means both, have it sign both, or the response around them.',
    },
    assertion: {
      title: 'The assertion is not signed by itself. Taken alone it proves nothing.',
      fix: 'It may have stood in a signed response. Inspect the whole response.',
    },
    token: {
      title: 'The token is not signed, and nothing around it is: anybody could have written it.',
      fix: 'Have the IdP sign its tokens.',
    },
    encrypted: {
      title: 'The response is not signed. Whether the assertion is cannot be seen: it is encrypted.',
      fix: 'Look at the decrypted assertion, or have the IdP sign the response as well.',
    },
    request: { title: 'The request is not signed. That is allowed, unless the IdP demands it.', fix: '' },
    half: {
      title: 'Of the signature of the request its URL has one half only: Signature and SigAlg go together.',
      fix: 'Nobody can verify it, and to many a receiver the request is not signed. Have the sender put both into the URL, or whatever rewrites URLs on the way leave them there.',
    },
    'request-wanted': {
      title: 'The request is not signed, but the metadata of the IdP wants signed requests.',
      fix: 'Give the SP a key and have it sign requests, and load the SP’s metadata with its certificate at the IdP.',
    },
    'request-pasted': {
      title:
        'The metadata of the IdP wants signed requests. Whether this one came with a signature in its URL is not known.',
      fix: 'Inspect the whole URL instead of the XML alone.',
    },
  },
  'logout-unsigned': {
    ok: fine('The logout message is signed.'),
    accepted: fine('The logout message is not signed; this connection accepts that.'),
    request: {
      title: 'The logout request is not signed: anybody could end somebody’s session with it.',
      fix: 'Have the sender sign logout messages. Most IdPs and SPs refuse them otherwise (AD FS: MSIS7084).',
    },
    response: {
      title: 'The logout response is not signed: anybody could have said that the logout is done.',
      fix: 'Have the sender sign logout messages (saml-profiles 4.4.4.2).',
    },
    soap: {
      title: 'The logout message is not signed. Over SOAP, TLS with a client certificate can stand in for it.',
      fix: 'Where nothing else proves who sent it, have the sender sign logout messages.',
    },
    half: {
      title: 'Of the signature of the logout message its URL has one half only: Signature and SigAlg go together.',
      fix: 'Have the sender put both into the URL, or whatever rewrites URLs on the way leave them there.',
    },
    pasted: {
      title: 'The XML of the logout message has no signature. Whether one came in its URL is not known.',
      fix: 'Inspect the whole URL instead of the XML alone.',
    },
  },
  'signature-invalid': {
    ok: fine('The signature on {on} is valid, by the key of {certificate}.'),
    structure: malformed('elements are missing, repeated, or do not belong there'),
    'reference-count': malformed('it must have exactly one Reference (saml-core 5.4.2)'),
    'reference-empty': malformed('its Reference names no ID'),
    'reference-foreign': malformed('it refers to another element than the one it stands in'),
    'reference-missing': malformed('it refers to the ID {id}, which nothing in the document has'),
    'reference-ambiguous': malformed('it refers to the ID {id}, which several elements have'),
    'transform-forbidden': malformed(
      'it uses a transform other than enveloped-signature and exclusive canonicalization (saml-core 5.4.4)',
    ),
    'algorithm-unsupported': malformed('its algorithm ({algorithm}) is not one that a public key can verify'),
    'algorithm-weak': {
      title: 'The signature on {on} uses a broken algorithm ({algorithm}) and proves nothing.',
      fix: 'Set the signing side to RSA-SHA256 or ECDSA-SHA256.',
    },
    'digest-mismatch': {
      title: 'The {on} was changed after it was signed: what arrived has another digest than the one in the signature.',
      fix: 'Find what changed it: a proxy or filter that rewrites XML, a copy that was pretty-printed or re-encoded (then inspect the original), or an attack.',
    },
    'content-closed': {
      title:
        'The signature on {on} does not fit what arrived, and part of what it covers is closed ({parts}): either it was signed before it was encrypted, or it was changed. Only the opened message tells which.',
      fix: 'Give the private key that opens it, and inspect again. If it was signed first, have the IdP encrypt before it signs what is around (saml-core 6.2): most SPs verify what arrived and refuse this.',
    },
    'signature-mismatch': {
      title: 'The signature on {on} does not verify. Certificates tried: {tried}.',
      fix: 'Either the key is another one (then load the current metadata or certificate of the sender), or the signature itself was changed.',
    },
    'wrong-key': {
      title:
        'The signature on {on} is intact, but made with another key than the ones that are known: by {certificate}. Tried: {tried}.',
      fix: 'If that certificate is the sender’s new one, load its current metadata here; the old certificate was rolled. If nobody knows it, the message is forged.',
    },
    'redirect-mismatch': {
      title: 'The signature in the URL does not verify. Certificates tried: {tried}.',
      fix: 'Either the key is another one, or the query was changed on its way: a proxy that re-encodes escapes, or a RelayState that is encoded otherwise than it was signed. The signature is over the query exactly as it was sent.',
    },
    'redirect-wrong-key': {
      title: 'No certificate that is known for the sender is of the kind of the signature in the URL: {algorithm}.',
      fix: 'Load the current metadata or certificate of the sender.',
    },
    'not-its-key': {
      title: 'The signature on {on} is not by the certificate that was pasted; whose that is, is not known.',
      fix: 'Give the metadata of the sender.',
    },
  },
  'signature-untrusted': {
    ok: fine('What counts is signed by a key that is known for the sender: {certificate}.'),
    'accepted-unsigned': fine('The message is not signed; this connection accepts that for logout.'),
    'other-entity': {
      title:
        'The signature is valid, but by the key of another party: it belongs to {received}, not to {expected}, which the message says it is from.',
      fix: ATTACK,
    },
    'embedded-key-only': {
      title:
        'The signature is intact by the certificate that the message itself carries ({certificate}). Nobody vouches for that one: anybody can make such a message.',
      fix: METADATA_FIX,
    },
    'no-key': {
      title: 'The signature cannot be verified: there is no key of {issuer} to do it with.',
      fix: METADATA_FIX,
    },
    redacted: {
      title:
        'The signature was replaced when the recording was redacted: whether the message was sound can no longer be told.',
      fix: 'Inspect the recording itself, where it was made.',
    },
    'not-checked': {
      title:
        'The signature was not verified: its algorithm is not available here, or the message has more signatures than are looked at.',
      fix: 'Set the sender to RSA-SHA256, one signature for the response and one for the assertion.',
    },
  },
  'signature-weak': {
    ok: fine('No signature rests on SHA-1 or MD5.'),
    accepted: fine('A signature uses {hash}; this connection accepts that by name.'),
    weak: {
      title: 'A signature uses {hash}, which can be forged with effort. Newer products refuse it.',
      fix: 'Set the signing side to SHA-256 (“secure hash algorithm”, “signature algorithm”).',
    },
  },
  'signature-wrapping': {
    ok: fine('What is signed is what a reader takes.'),
    'covers-another': {
      title:
        'This looks like signature wrapping: an intact signature covers {received}, but not the {expected} that an SP would read.',
      fix: ATTACK,
    },
    'one-unsigned': {
      title: 'This looks like signature wrapping: an assertion that no signature covers stands beside a signed one.',
      fix: ATTACK,
    },
    'hidden-assertion': {
      title: 'An assertion is hidden where none belongs: this looks like signature wrapping.',
      fix: ATTACK,
    },
    'hidden-message': {
      title: 'A whole message is hidden inside another one: this looks like signature wrapping.',
      fix: ATTACK,
    },
    'foreign-reference': {
      title: 'A signature refers to the ID {received}, not to {expected}: this looks like signature wrapping.',
      fix: ATTACK,
    },
  },
  'redirect-parameters': {
    ok: fine('Each parameter of the URL is there once.'),
    duplicate: {
      title: 'The URL has the parameter {received} twice: two readers could see two different messages.',
      fix: 'A faulty proxy or an attack. A receiver must refuse it.',
    },
    'escaped-name': {
      title:
        'The URL spells a parameter’s name with escapes ({received}): that is how a verified message is swapped for another one.',
      fix: ATTACK,
    },
    'algorithm-missing': {
      title: 'The URL has a Signature and no SigAlg: what it was signed by was lost, and nobody can verify it.',
      fix: 'The signature is over SigAlg, too (saml-bindings 3.4.4.1). Have the sender put it into the URL, or whatever rewrites URLs on the way leave it there.',
    },
    'signature-lost': {
      title:
        'The URL says by which algorithm it was signed (SigAlg) and has no Signature: that was lost, or the URL cut off.',
      fix: 'Signature is the last parameter of the URL (saml-bindings 3.4.4.1). Have whatever rewrites or shortens URLs on the way leave it there; if the sender left it out, look into its log for why it could not sign.',
    },
    both: {
      title: 'The URL has a SAMLRequest and a SAMLResponse: a signature over one says nothing about the other.',
      fix: ATTACK,
    },
  },
  'gate-refusal': {
    'no-login': {
      title: 'No assertion of the response is both signed by a trusted key and about an authentication.',
      fix: 'Have the IdP sign an assertion that has an AuthnStatement.',
    },
    kind: {
      title: 'A {kind} is not something that an SP takes here.',
      fix: 'Send a Response, a LogoutRequest or a LogoutResponse.',
    },
    'not-told': {
      title: 'The gate of this connection refuses what the check “{check}” cannot tell.',
      fix: 'What it lacks stands with the check itself.',
    },
    unreadable: {
      title: 'The gate of this connection cannot read the message: {reason}',
      fix: 'It reads less than an inspector does, so that no two readers can read it differently.',
    },
    unchecked: {
      title: 'The message has nothing that the check “{check}” could look at, and it may not be left out.',
      fix: 'The message lacks a part that the standard requires: compare it with one that works.',
    },
  },
} satisfies WordTable;
