import { errorsOf } from '#shared/base/errors.ts';

/** Metadata of an identity provider that cannot be had at the moment, or may not be used. */
export class TrustError extends errorsOf({
  'metadata-unreachable': 'The metadata at {address} cannot be fetched: {reason}.',
  'metadata-address-forbidden':
    'The metadata at {address} is not fetched: {reason}. An administrator can allow a host by name in the configuration file (metadataHosts).',
  'metadata-ended': 'The metadata of the identity provider was valid until {end}: newer one has to be published.',
  'metadata-changed-again': 'The metadata is another one now than the one that was shown: look at it again.',
  'metadata-not-fetched':
    'The connection {prefix} has no metadata that could be fetched: its configuration spells it out.',
}) {}
