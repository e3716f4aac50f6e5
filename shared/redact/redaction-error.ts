import { errorsOf } from '#shared/base/errors.ts';

/** An input that cannot be redacted. */
export class RedactionError extends errorsOf({
  'redaction-too-large':
    'The input holds more than {limit} different values; that is more than can be replaced in one file.',
}) {}
