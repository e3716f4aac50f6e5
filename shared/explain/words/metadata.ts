import type { WordTable } from './word-table.ts';

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
    http: {
      title: 'The endpoint {received} is not encrypted (http).',
      fix: 'Use https. If a proxy ends TLS, tell the product its outer address, so that its metadata says https.',
    },
  },
  'metadata-index-duplicate': {
    index: {
      title: 'Two assertion consumers of {entity} have the index {received}.',
      fix: 'Give each its own: a request that names an index could be answered at either.',
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
