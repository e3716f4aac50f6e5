import { fine, type WordTable } from './word-table.ts';

const PRODUCT_FAULT = 'This is a fault in the product that sent it.';

/** Words of the checks of how a message is put together. */
export const STRUCTURE_WORDS = {
  'version-unsupported': {
    ok: fine('The version is {received}.'),
    missing: {
      title: 'The message does not state its version.',
      fix: `It must state version {expected}. ${PRODUCT_FAULT}`,
    },
    other: { title: 'The version is {received}, not {expected}.', fix: 'Set the sender to SAML {expected}.' },
  },
  'namespace-wrong': {
    ok: fine('Every element is in the namespace of its name.'),
    none: {
      title: 'The {element} is in no namespace: by its name it is SAML, for a reader of SAML it is not.',
      fix: `Its prefix, or the declaration xmlns="{expected}", was left out or removed on the way. ${PRODUCT_FAULT}`,
    },
    other: {
      title: 'The {element} is in the namespace {received}, which has no such element: readers do not find it.',
      fix: `It needs a prefix, or a declaration, for {expected}, spelt exactly so. ${PRODUCT_FAULT}`,
    },
  },
  'name-lower-case': {
    metadata: {
      title: 'The metadata is all in lower case ({received} for {expected}): no reader takes it.',
      fix: 'A parser of HTML rewrote it: it was copied from the page that a browser shows of it, or went through a filter or template for HTML. Load the file itself (“Save link as”, curl -o) and use that.',
    },
    lower: {
      title: 'The names of its elements are in lower case ({received} for {expected}): no reader of SAML takes it.',
      fix: 'A parser of HTML rewrote the XML: a proxy, a filter, or the page that it was copied from (innerHTML). Have it pass the message on as it is, or copy the message before it, in base64.',
    },
  },
  'id-missing': {
    ok: fine('The {element} has an ID.'),
    missing: {
      title: 'The {element} has no ID: it cannot be signed, answered, or told from a replay.',
      fix: PRODUCT_FAULT,
    },
    'white-space': {
      title:
        'The ID of the {element}, “{received}”, has white space around it: some readers take it off, others do not.',
      fix: `An ID begins with a letter or an underscore. ${PRODUCT_FAULT}`,
    },
    'not-a-name': {
      title: 'The ID of the {element}, “{received}”, is not one that XML allows.',
      fix: `An ID begins with a letter or an underscore. Validating readers refuse it. ${PRODUCT_FAULT}`,
    },
  },
  'duplicate-id': {
    ok: fine('Every ID is there once.'),
    duplicate: {
      title: 'Two elements have the same ID, {received}: a signature over one could be taken for the other’s.',
      fix: 'A fault in the product that sent it, or an attempt at signature wrapping. A receiver must refuse it.',
    },
  },
  'response-without-assertion': {
    ok: fine('The response has an assertion.'),
    'none-with-failure': fine('The response has no assertion: it reports a failure.'),
    none: {
      title: 'The response says Success but has no assertion: nobody can be logged in by it.',
      fix: 'Look at the IdP: attribute release or claim rules left nothing to say, or a filter took the assertion out.',
    },
    'with-failure': {
      title: 'The response reports a failure and has an assertion all the same.',
      fix: 'A receiver must go by the status and refuse it. If it comes from a real IdP, that has a fault.',
    },
  },
  'several-assertions': {
    several: {
      title: 'The response has {count} assertions. Some SPs take the first, some the last, and some refuse it.',
      fix: 'If the SP shows only a part of the data, have the IdP send one assertion.',
    },
  },
  'encrypted-assertion-unreadable': {
    encrypted: {
      title: 'The assertion is encrypted, and what is inside was not checked: it is for {receiver} ({algorithms}).',
      fix: 'Give its private key to read it (--key, or in the panel beside metadata and certificates). If the SP cannot open it either, compare what it is encrypted for with the encryption certificate in the SP’s metadata.',
    },
    'no-own-key': {
      title: 'The assertion is encrypted, and this SP has no key to open it with: it is for {receiver} ({algorithms}).',
      fix: 'Name the SP’s private key in the connection (sp.key), or have the IdP send the assertion unencrypted.',
    },
    'algorithms-unknown': {
      title: 'The assertion is encrypted, and it does not say by which algorithm.',
      fix: 'The IdP must state EncryptionMethod (xmlenc-core 3.2).',
    },
  },
  'message-large': {
    large: {
      title: 'The message has {received}.',
      fix: 'Servers and proxies that bound forms refuse it (nginx: client_max_body_size). Usually it is the groups: send only those of this application.',
    },
  },
  'encoding-deviation': {
    zlib: {
      title: 'The message is deflated with a {received} header around it; in a URL it has to be raw deflate.',
      fix: 'Many receivers cannot inflate that. Have the sender leave the header out: Python zlib.compressobj(wbits=-15), Node zlib.deflateRawSync, Java new Deflater(level, true), .NET DeflateStream, PHP gzdeflate.',
    },
    deflated: {
      title: 'The message was deflated before it was put into a form, where only URLs are deflated.',
      fix: 'Receivers take the base64 of a form for XML, and find none. Have the sender encode the XML itself in base64, or send the message in a URL (HTTP-Redirect) if it is meant for one.',
    },
    'not-deflated': {
      title: 'The message in the URL is not deflated.',
      fix: 'Receivers try to inflate it, and fail. Have the sender deflate the XML (raw, RFC 1951) before base64, or send the message by a form (HTTP-POST) if it is meant for one.',
    },
    trailing: {
      title: 'The deflated message goes on behind its end: {received}.',
      fix: 'Have the sender cut its buffer to the length that deflating gave (Java: the count that Deflater.deflate returns), before it encodes it in base64.',
    },
    base64url: {
      title: 'The message is in base64url (- and _); its binding asks for plain base64 (+ and /).',
      fix: 'Strict receivers refuse those characters. Have the sender use the plain alphabet, with = at the end, and percent-encode it in URLs (%2B, %2F, %3D).',
    },
    'plus-lost': {
      title: 'The plus signs of the base64 arrived as spaces: the value was not percent-encoded.',
      fix: 'Have the sender write %2B for each + (and %2F, %3D), as encodeURIComponent or a form does. Where a proxy or a log decodes the address and writes it anew, mend it there.',
    },
    padding: {
      title: 'The base64 of the message is not as its binding asks for it: {received}.',
      fix: 'Strict receivers refuse that. Have the sender fill it with = to a multiple of four, in one line without white space.',
    },
    unencoded: {
      title: 'The message was sent as XML itself, not in base64.',
      fix: 'Have the sender encode the XML in base64; in a URL it is deflated before that.',
    },
    escaped: {
      title: 'The message was percent-encoded twice: %252B stands where %2B belongs.',
      fix: 'The receiver decodes once, and is left with percent signs in its base64. Encode it at one place only: the sender where it builds the address, or the library, redirect rule or proxy behind it, not both.',
    },
    field: {
      title: 'The message came in the field {received}; receivers look for {expected}, in that spelling.',
      fix: 'Have whoever writes the form or address name it {expected}: upper and lower case count.',
    },
    repeated: {
      title: 'The message’s parameter is there more than once: one receiver takes the first, another the last.',
      fix: 'Send it once. Look at what adds it again: a redirect that keeps the old query, a form with two fields, a proxy.',
    },
    odd: {
      title: 'The message was not sent quite as its binding says: {received}.',
      fix: 'It was read all the same. If the other side does not understand it, this may be why: have the sender leave that out.',
    },
    grant: {
      title:
        'The assertion was sent to the token endpoint in plain base64, and RFC 7522 2.1 asks for base64url without padding.',
      fix: 'Have the client encode it so: - and _ in place of + and /, and no = at the end.',
    },
    unended: {
      title:
        'The deflated data has no end: the sender flushed its stream and did not close it. Some receivers refuse that as cut off.',
      fix: 'Have the sender close the stream before it encodes what came out (Java: DeflaterOutputStream.finish or close; .NET: dispose the DeflateStream first; Go: Writer.Close).',
    },
    unknown: {
      title:
        'SAMLEncoding names “{received}”, which is no encoding that the standard knows: what the value says is a guess.',
      fix: 'Have the sender leave SAMLEncoding out, or name {expected}. It was read as that here, to show what is inside; a receiver must refuse it.',
    },
  },
  'encrypted-namespace-outside': {
    borrowed: {
      title:
        'What is inside of the {part} uses a prefix that is declared around it only ({received}). It holds in its place; a reader that parses it by itself refuses it.',
      fix: 'Have the IdP declare the namespaces in the element that it encrypts (exclusive canonical form before encrypting). If the SP cannot read the assertion, this may be why.',
    },
  },
  'artifact-empty': {
    empty: {
      title: 'The artifact was resolved to nothing: the answer says Success and holds no message.',
      fix: 'An artifact can be asked for once, for a short time, by whom it was meant for: look whether it was asked for twice (two instances, a page loaded again), too late, or under another entity ID than that of the SP that it was issued for.',
    },
  },
  'encryption-weak': {
    rsa15: {
      title: 'The key is encrypted with RSA 1.5, which browsers and many SPs no longer open.',
      fix: 'Set the IdP to RSA-OAEP (“key transport algorithm”).',
    },
    'triple-des': {
      title: 'The content is encrypted with 3DES, which is withdrawn; many SPs do not open it.',
      fix: 'Set the IdP to AES-128-GCM or AES-256-GCM (“block encryption algorithm”).',
    },
    cbc: {
      title: 'The content is encrypted in CBC mode, which padding oracles break unless it is signed too.',
      fix: 'Best AES-GCM, where both sides have it.',
    },
  },
  'encrypted-part-closed': {
    opened: fine('The {part} was opened ({content}, key by {transport}).'),
    'wrong-key': {
      title: 'The {part} is encrypted for another key than those at hand: for {receiver}.',
      fix: 'Give the private key that belongs to it. If the SP no longer has that, the IdP still encrypts for an older certificate of the SP: load the SP’s current metadata at the IdP.',
    },
    damaged: {
      title: 'The key opens the {part}, but what is inside is damaged ({content}).',
      fix: 'Something between the IdP and here changed it, or the IdP encrypted something else than it announced.',
    },
    structure: {
      title: 'The {part} lacks its encrypted data or key, or has them more than once.',
      fix: 'The IdP must send one EncryptedData with one CipherValue, and its EncryptedKey inside or beside it.',
    },
    'rsa15-forbidden': {
      title: 'The key of the {part} is encrypted with RSA 1.5, which this connection does not accept.',
      fix: 'Set the IdP to RSA-OAEP. If it cannot, allow it by name: accept.rsa15.',
    },
    'not-own-key': {
      title: 'The {part} is encrypted for another key than that of this SP: for {receiver}.',
      fix: 'Load the SP’s current metadata at the IdP, so that it encrypts for the SP’s present certificate.',
    },
    'triple-des': {
      title: 'The {part} is encrypted with 3DES ({content}), which is withdrawn and not opened here.',
      fix: 'Set the IdP to AES-128-GCM or AES-256-GCM (“block encryption algorithm”). No key and no setting here opens 3DES.',
    },
    'aes-192': {
      title: 'The {part} is encrypted with {content}, which this browser cannot open.',
      fix: 'Set the IdP to AES-128-GCM or AES-256-GCM. Chromium has no AES with 192 bits; the command opens it.',
    },
    'content-algorithm-unsupported': {
      title: 'The {part} is encrypted with {content}, which cannot be opened here.',
      fix: 'Set the IdP to AES-128-GCM or AES-256-GCM.',
    },
    'transport-algorithm-unsupported': {
      title: 'The key of the {part} is encrypted with {transport}, which cannot be opened here.',
      fix: 'Set the IdP to RSA-OAEP with SHA-1 or SHA-256.',
    },
  },
  'encrypted-for-other-key': {
    'none-offered': {
      title:
        'The assertion is encrypted, and the metadata of {sp} has no key to encrypt with: the IdP encrypts with a key from elsewhere.',
      fix: 'See whether the SP has that key at all: put its certificate into its metadata (KeyDescriptor use="encryption") and load it at the IdP, or switch encryption off there for this SP.',
    },
    ok: fine('It is encrypted for a certificate of this SP.'),
    certificate: {
      title:
        'It is encrypted for another certificate than the SP’s, whose private key will not open it: for {received}, where the SP has {expected}.',
      fix: 'The IdP encrypts for an old certificate of the SP, or for another SP’s. Load the SP’s current metadata at the IdP, or keep the old key at the SP until then.',
    },
    recipient: {
      title: 'It is encrypted for {received}, not for {expected}.',
      fix: 'The IdP took another SP’s settings: compare the entity IDs.',
    },
  },
} satisfies WordTable;
