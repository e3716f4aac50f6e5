import { errorsOf } from '#shared/base/errors.ts';

/** A rule that cannot be read, or asks for itself. */
export class RulesError extends errorsOf({
  'rule-syntax': 'Line {line}, column {column}: {reason}.',
  'rule-too-long': 'The condition has {size} characters; at most {limit} are read.',
  'rules-invalid': 'The rules are wrong at {path}: {reason}.',
  'rule-filter': 'The resource filter has a part that means nothing, "{part}": {reason}.',
  'rule-privilege-loop':
    'The rule asks, through HasPrivilege, for what is being decided, or asks more than {limit} times.',
  'rule-proof-too-large': 'The question is too large to be decided in {limit} steps.',
}) {}
