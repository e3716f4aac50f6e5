import { fine, type WordTable } from './word-table.ts';

const CERTIFICATE_FIX =
  'Put the base64 of the certificate there, without lines around it, or have the product make its metadata again.';

/** Words of the checks of metadata, besides those of its keys. */
export const METADATA_WORDS = {
  'metadata-entity-id': {
    missing: {
      title: 'An entity has no entityID.',
      fix: 'Give it one: it is the name that everything else refers to.',
    },
    'too-long': { title: 'An entityID is longer than 1024 characters.', fix: 'Choose a shorter one; products cut it.' },
    'not-a-uri': {
      title: 'The entityID {received} is no URI.',
      fix: 'Many products take it all the same. A URL under your own domain never collides with another’s.',
    },
  },
  'metadata-endpoint-missing': {
    sso: {
      title: 'The metadata of {entity} has no single sign-on endpoint: no login can begin.',
      fix: 'Export it again at the IdP, or add SingleSignOnService.',
    },
    acs: {
      title: 'The metadata of {entity} has no assertion consumer: no answer can be delivered.',
      fix: 'Export it again at the SP, or add AssertionConsumerService.',
    },
    'sso-binding': {
      title: '{entity} takes logins by neither redirect nor POST: browsers cannot use its endpoints.',
      fix: 'Enable one of the two at the IdP.',
    },
    'acs-binding': {
      title: '{entity} takes answers by neither POST nor artifact: browsers cannot use its endpoints.',
      fix: 'Enable HTTP-POST at the SP.',
    },
  },
  'metadata-location': {
    'not-a-url': {
      title: 'An endpoint’s address, “{received}”, is no URL.',
      fix: 'Write an absolute URL with https. Often a host name was not configured where the metadata was made.',
    },
    here: {
      title: 'The endpoint {received} of {entity} is at the machine itself: no other machine reaches it.',
      fix: 'Tell the product its outer address (base URL, or what its proxy passes on), and have its metadata made again. For trying things out on one machine it is fine.',
    },
    inside: {
      title: 'The endpoint {received} of {entity} is in a private network: a browser outside of it does not reach it.',
      fix: 'Fine if all users are inside. Else tell the product its outer address, and have its metadata made again.',
    },
    http: {
      title: 'The endpoint {received} is not encrypted (http).',
      fix: 'Use https. If a proxy ends TLS, tell the product its outer address, so that its metadata says https.',
    },
  },
  'metadata-certificate-unreadable': {
    empty: { title: 'An X509Certificate in the metadata of {entity} is empty.', fix: CERTIFICATE_FIX },
    path: {
      title: 'An X509Certificate in the metadata of {entity} holds the name of a file in place of the certificate.',
      fix: `The product did not read the file: check its path and rights there. ${CERTIFICATE_FIX}`,
    },
    'private-key': {
      title: 'An X509Certificate in the metadata of {entity} holds a private key in place of the certificate.',
      fix: 'Whoever has this file can sign as that entity. Make a new key at once, publish its certificate, and withdraw the old one everywhere.',
    },
    'public-key': {
      title: 'An X509Certificate in the metadata of {entity} holds a bare public key in place of the certificate.',
      fix: CERTIFICATE_FIX,
    },
    request: {
      title:
        'An X509Certificate in the metadata of {entity} holds a request for a certificate (CSR), not the certificate.',
      fix: CERTIFICATE_FIX,
    },
    bundle: {
      title: 'An X509Certificate in the metadata of {entity} holds a bundle (PKCS#7), not one certificate.',
      fix: `Take the certificate out of it (openssl pkcs7 -print_certs). ${CERTIFICATE_FIX}`,
    },
    several: {
      title:
        'One X509Certificate in the metadata of {entity} holds several certificates put together: readers refuse it, or take the first.',
      fix: 'Give each certificate an X509Certificate of its own, in a KeyDescriptor of its own if they are for different keys. Of a chain only the signing certificate belongs there.',
    },
    pem: {
      title:
        'An X509Certificate in the metadata of {entity} has the lines of a PEM file in it (BEGIN CERTIFICATE): that is no base64, and many readers refuse it.',
      fix: 'Leave the BEGIN and END lines out: only the base64 between them belongs there.',
    },
    twice: {
      title:
        'The certificate in the metadata of {entity} was encoded twice: its base64 holds text and not the certificate.',
      fix: CERTIFICATE_FIX,
    },
    'not-base64': { title: 'An X509Certificate in the metadata of {entity} is no base64.', fix: CERTIFICATE_FIX },
    cut: {
      title: 'A certificate in the metadata of {entity} is cut off: it ends before its own end.',
      fix: `It was not copied whole. ${CERTIFICATE_FIX}`,
    },
    trailing: {
      title: 'Behind a certificate in the metadata of {entity} stands more, which is none.',
      fix: CERTIFICATE_FIX,
    },
    other: {
      title: 'An X509Certificate in the metadata of {entity} cannot be read as a certificate.',
      fix: CERTIFICATE_FIX,
    },
  },
  'metadata-white-space': {
    'entity-id': {
      title:
        'There is white space in the entityID, “{received}”. One reader takes it off and another does not: then the names never agree.',
      fix: 'Take it out where the entity ID was typed in, and load the metadata again at the other side.',
    },
    address: {
      title: 'There is white space in the {attribute} of {element}, “{received}”.',
      fix: 'Take it out where the address was typed in, and load the metadata again at the other side.',
    },
  },
  'metadata-protocol': {
    missing: {
      title: '{role} does not say which protocol it speaks (protocolSupportEnumeration): readers leave it out.',
      fix: 'Have it say protocolSupportEnumeration="{expected}".',
    },
    misspelt: {
      title: '{role} does not say that it speaks SAML 2.0, but “{received}”: readers leave it out.',
      fix: 'Have its protocolSupportEnumeration say {expected}.',
    },
    other: {
      title: '{role} speaks an older protocol only: {received}.',
      fix: 'Both sides have to speak the same: see whether the product has metadata for SAML 2.0, too.',
    },
  },
  'metadata-id': {
    missing: {
      title: '{element} is signed, but has no ID that the signature could name.',
      fix: 'Have it signed with an ID, and the Reference of the signature naming it.',
    },
    'not-a-name': {
      title:
        'The ID of {element}, “{received}”, is not one that XML allows. Readers that validate, such as Shibboleth, refuse the file.',
      fix: 'Put an underscore before it. If the file is signed, it has to be signed again.',
    },
  },
  'metadata-cache-duration': {
    unreadable: {
      title:
        'The cacheDuration “{received}” is no length of time that XML Schema knows. Readers that validate refuse the file.',
      fix: 'Write it as PT8H (8 hours) or P1D (a day).',
    },
  },
  'trusted-metadata-expired': {
    ok: fine('The metadata of {entity} is valid until {received}.'),
    expired: {
      title:
        'The metadata of {entity} that was given had expired when the message came: it was valid until {received}, {difference} before.',
      fix: 'Who keeps to that date knows nothing of {entity} any more, and refuses. Load its current metadata, and have it refreshed on a schedule.',
    },
    unreadable: {
      title: 'The metadata of {entity} that was given says that it is valid until “{received}”, which is no time.',
      fix: 'Who checks it (Shibboleth, OpenSAML, SimpleSAMLphp) refuses the whole file, knows nothing of {entity} then, and turns away what it sends; others never see it end. Have the publisher write validUntil="2026-01-31T12:00:00Z", in UTC, and load it again where it is trusted.',
    },
  },
  'trusted-metadata-unusable': {
    ok: fine('The metadata of {entity} says that it speaks SAML 2.0, and has a key to verify with.'),
    'protocol-missing': {
      title:
        'The metadata of {entity} that was given does not say which protocol it speaks: protocolSupportEnumeration of {role} is missing. Who reads it leaves that role out, and knows neither its keys nor its addresses.',
      fix: 'Have it say protocolSupportEnumeration="{expected}", and load it again where it is trusted.',
    },
    'protocol-misspelt': {
      title:
        'The metadata of {entity} that was given does not say that it speaks SAML 2.0, but “{received}” ({role}): who reads it leaves that role out, and knows neither its keys nor its addresses.',
      fix: 'Have its protocolSupportEnumeration say {expected}, and load it again where it is trusted.',
    },
    'protocol-older': {
      title:
        'The metadata of {entity} that was given is for an older protocol alone ({received}, {role}), and this message is of SAML 2.0: who reads it for that finds neither keys nor addresses in it.',
      fix: 'Get the metadata of {entity} for SAML 2.0 (protocolSupportEnumeration="{expected}"), and load that where it is trusted; if it has none, both sides have to speak the older protocol.',
    },
    'no-key': {
      title:
        'The metadata of {entity} that was given has no key to verify with: whoever trusts it cannot verify what {entity} signs.',
      fix: 'Have {entity} publish its signing certificate (KeyDescriptor use="signing"), and load the metadata again where it is trusted.',
    },
    certificate: {
      title:
        'The metadata of {entity} that was given has {held} in place of a certificate to verify with: whoever trusts it cannot verify what {entity} signs.',
      fix: 'Put the base64 of the signing certificate alone into each X509Certificate, and load the metadata again where it is trusted.',
    },
  },
  'trusted-metadata-role': {
    'sp-for-idp': {
      title:
        'The metadata that was given for {received} is that of a service provider, and the message is from an identity provider.',
      fix: 'Give the identity provider’s metadata (with IDPSSODescriptor).',
    },
    'idp-for-sp': {
      title:
        'The metadata that was given for {received} is that of an identity provider, and the message is from a service provider.',
      fix: 'Give the service provider’s metadata (with SPSSODescriptor).',
    },
  },
  'metadata-key-use': {
    unknown: {
      title:
        'A key of {entity} is said to be for “{received}”, which there is not: readers that validate refuse the file, others leave the key out or take it for both.',
      fix: 'Write use="signing" or use="encryption", in small letters; or leave use out for a key that is for both.',
    },
  },
  'metadata-index-duplicate': {
    index: {
      title: 'Two assertion consumers of {entity} have the index {received}.',
      fix: 'Give each its own: a request that names an index could be answered at either.',
    },
    missing: {
      title: 'An assertion consumer of {entity} has no index, which the schema demands.',
      fix: 'Give each AssertionConsumerService an index: readers that validate refuse the file.',
    },
    default: { title: '{received} assertion consumers of {entity} are the default.', fix: 'Mark one of them.' },
  },
  'metadata-encryption-key-missing': {
    none: {
      title: 'The SP’s metadata has no certificate for encryption: assertions will come unencrypted.',
      fix: 'Fine over https. An IdP that is set to encrypt fails: add a KeyDescriptor for encryption, or switch encryption off there.',
    },
  },
  'metadata-validity': {
    open: {
      title: 'The aggregate does not say until when it is valid (validUntil).',
      fix: 'Who withdraws an entity has no effect on old copies. Have the publisher add validUntil.',
    },
    far: { title: 'The metadata is valid for another {left}.', fix: 'A withdrawn key is trusted until then.' },
  },
  'metadata-entity-repeated': {
    repeated: {
      title: 'The entity {received} is in the metadata twice.',
      fix: 'Take one out: one product uses the first, another the last.',
    },
  },
  'metadata-certificates-several': {
    several: {
      title: 'The IdP has {count} signing certificates: a change of keys is under way.',
      fix: 'Have every SP load this metadata before the IdP switches; take the old one out afterwards.',
    },
  },
  'metadata-slo-binding': {
    'no-redirect': {
      title: 'Single logout is offered by {received}, but not by redirect.',
      fix: 'Many products send and take logout by redirect only: enable it too.',
    },
  },
} satisfies WordTable;
