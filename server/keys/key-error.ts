import { errorsOf } from '#shared/base/errors.ts';

/** A key of our own that cannot be used, or not in this way. */
export class KeyError extends errorsOf({
  'key-file-broken':
    'The key file {file} cannot be used: {reason}. Put back a copy of it; or remove it, and a new key is made, which every partner must then be told.',
  'key-step-wrong': 'The keys of {name} are at the step "{step}", where "{action}" cannot be done.',
}) {}
