import { errorsOf } from '#shared/base/errors.ts';

/** A message, metadata or the description of a connection that is not what it is taken for. */
export class SamlError extends errorsOf({
  'config-unknown-key': 'The configuration has a key that means nothing: {path}.',
  'config-invalid': 'The configuration is wrong at {path}: {reason}.',
  'config-idp': 'The identity provider is not described well enough: {reason}.',
  'metadata-unreadable': 'The metadata {file} cannot be used: {reason}.',
  'pem-unreadable': 'The file {file} cannot be used: {reason}.',
  'metadata-expected': 'This is a {name}, not SAML metadata (EntityDescriptor or EntitiesDescriptor).',
  'metadata-lower-case':
    'The names in this metadata are all in lower case ({name} for {expected}), as a parser of HTML writes them, and no reader takes it for metadata: load the file itself, not the page that a browser shows of it.',
  'metadata-namespace':
    'This {name} is in {namespace}, and not in the namespace of SAML metadata, {expected}: no reader takes it for metadata.',
  'metadata-other': 'This is not SAML metadata (EntityDescriptor or EntitiesDescriptor): {reason}.',
  'metadata-entity-unknown': 'There is no entity {entityId} among the {count} of this metadata.',
  'metadata-signature': 'The metadata cannot be trusted: {reason}.',
  'metadata-end-unreadable': 'The metadata says that it is valid until "{text}", which is no time.',
  'metadata-by-address':
    'The metadata is at {address}, and only the companion fetches metadata: save it as a file, and name that.',
  'soap-invalid': 'This is not a SOAP message that holds one SAML message: {reason}.',
}) {}
