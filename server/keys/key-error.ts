import { errorsOf } from '#shared/base/errors.ts';

/** A key of our own that cannot be used, or not in this way; or keys that tokens are to be verified with. */
export class KeyError extends errorsOf({
  'key-file-broken':
    'The key file {file} cannot be used: {reason}. Put back a copy of it; or remove it, and a new key is made, which every partner must then be told.',
  'token-keys-unusable': '{name} cannot be used for tokens: {reason}.',
  'key-step-wrong': 'The keys of {name} are at the step "{step}", where "{action}" cannot be done.',
  'key-step-stale':
    'Somebody else has taken a step with the keys of {name} since you looked. Look at them as they are now, and decide again.',
  'key-configured':
    'The keys of {name} are named by its configuration: roll them over there, by a list of keys of which the first signs.',
  'key-not-needed': 'The connection {name} has no identity provider, and no keys of ours until it has one.',
  'key-unknown': '{name} has no such key.',
}) {}
