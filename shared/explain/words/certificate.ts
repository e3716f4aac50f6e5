import { fine, NO_CLOCK_FIX, type WordTable } from './word-table.ts';

const ROLL =
  'Make a new certificate at the signing side, publish it in its metadata beside the old one, load that everywhere, and then switch.';

/** Words of the checks of certificates and of metadata. */
export const CERTIFICATE_WORDS = {
  'certificate-expired': {
    ok: fine('The certificate of the signature, {certificate}, is valid until {received}.'),
    expired: {
      title: 'The certificate that signs, {certificate}, expired at {received}. Some products refuse it.',
      fix: ROLL,
    },
    'not-yet': {
      title: 'The certificate that signs, {certificate}, is only valid from {received}.',
      fix: 'The clocks differ, or the signing side switched to its new certificate too early.',
    },
    'no-clock': {
      title: 'Whether the certificate {certificate} has expired is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
  },
  'certificate-expires-soon': {
    ok: fine('The certificate {certificate} lasts for another {left}.'),
    soon: { title: 'The certificate that signs, {certificate}, expires in {left}, at {received}.', fix: ROLL },
  },
  'embedded-certificate-differs': {
    ok: fine('The message carries a certificate that is known for its sender.'),
    rolled: {
      title:
        'The message is signed with {received}, valid since {since}. Known for {issuer}: {expected}. The sender seems to have rolled its certificate.',
      fix: 'Load the current metadata of {issuer}. Make sure that the new certificate is really theirs before trusting it.',
    },
    renewed: {
      title: 'The message carries another certificate, {received}, for the same key as the known one, {expected}.',
      fix: 'Nothing breaks. Load the current metadata of {issuer} at the next occasion.',
    },
  },
  'metadata-expired': {
    ok: fine('The metadata is valid until {received}.'),
    expired: {
      title: 'The metadata expired at {received}. Products that look stop trusting it.',
      fix: 'Fetch the current metadata from its source, and have it refreshed on a schedule.',
    },
    'part-expired': {
      title: 'In the metadata {element} was valid until {received} only. Products that look leave it out.',
      fix: 'Fetch the current metadata from its source, and have it refreshed on a schedule.',
    },
    unreadable: {
      title: 'The end of the metadata’s validity, “{received}”, is no instant.',
      fix: 'Have it written as 2026-01-31T12:00:00Z.',
    },
    'no-clock': { title: 'Whether the metadata has expired is not known.', fix: NO_CLOCK_FIX },
  },
  'metadata-slo-missing': {
    ok: fine('The metadata offers single logout.'),
    idp: {
      title: 'The metadata of the IdP has no single logout endpoint: logging out will not end the session there.',
      fix: 'Enable single logout at the IdP and load its metadata again, or tell users that they stay logged in at the IdP.',
    },
    sp: {
      title: 'The metadata of the SP has no single logout endpoint: the IdP cannot end its sessions.',
      fix: 'Enable single logout at the SP and load its metadata at the IdP again.',
    },
  },
  'metadata-signing-key-missing': {
    ok: fine('The metadata has a key to verify {entity} with.'),
    none: {
      title: 'The metadata of {entity} has no certificate: nothing that it signs can be verified.',
      fix: 'Get complete metadata from the IdP, or add its certificate by hand.',
    },
    'only-encryption': {
      title: 'The metadata of {entity} has certificates for encryption only: nothing that it signs can be verified.',
      fix: 'Have the IdP publish its signing certificate (KeyDescriptor use="signing", or without use).',
    },
    'only-key-value': {
      title:
        'The metadata of {entity} gives its key bare (KeyValue) and without a certificate. Most products read certificates only, and have nothing to verify it with.',
      fix: 'Have the IdP publish the key as a certificate (X509Certificate), which may be a self-signed one.',
    },
    'only-name': {
      title: 'The metadata of {entity} only names its key, {received}: it can be verified through a PKI alone.',
      fix: 'The federation’s certificate authorities (shibmd:KeyAuthority) vouch for it. A product without PKI needs the IdP’s certificate added by hand.',
    },
  },
  'metadata-certificate-expired': {
    ok: fine('The certificate {certificate} in the metadata is valid until {received}.'),
    expired: {
      title: 'A certificate in the metadata, {certificate}, expired at {received}; there are others.',
      fix: 'Take it out of the metadata when nothing signs with it any more.',
    },
    'all-expired': {
      title:
        'The certificate to verify with in the metadata, {certificate}, expired at {received}, and there is no other that is valid.',
      fix: ROLL,
    },
    encryption: {
      title:
        'A certificate for encryption in the metadata, {certificate}, expired at {received}. Senders that look at the date do not encrypt with it.',
      fix: 'Publish a new one beside it, and take the old one out when nobody encrypts with it any more.',
    },
    'not-yet': {
      title: 'A certificate in the metadata, {certificate}, is only valid from {received}.',
      fix: 'Nothing to do if it is to be switched to then. Until then products that look at the dates refuse it.',
    },
    'all-not-yet': {
      title:
        'The certificate to verify with in the metadata, {certificate}, is only valid from {received}, and there is no other that is valid.',
      fix: 'Wait with the switch until then, or make a certificate that is valid now. Check the clock where it was made.',
    },
    soon: { title: 'A certificate in the metadata, {certificate}, expires at {received}.', fix: ROLL },
    'no-clock': { title: 'Whether the certificate {certificate} has expired is not known.', fix: NO_CLOCK_FIX },
  },
  'connection-certificate-outdated': {
    outdated: {
      title:
        'The message is signed with {received}, which the IdP’s metadata has; the connection still knows only {expected}.',
      fix: 'The IdP rolled its certificate. Load its current metadata into the connection, beside or in place of the old certificate.',
    },
  },
  'certificate-one-of-several': {
    used: {
      title: 'The sender has several certificates; this message is signed with {received}, not with {others}.',
      fix: 'Nothing is wrong. A receiver that pinned one of the others refuses it: have it load the metadata.',
    },
  },
} satisfies WordTable;
