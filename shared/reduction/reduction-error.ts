import { errorsOf } from '#shared/base/errors.ts';

/** An access table that cannot be read. */
export class ReductionError extends errorsOf({
  'access-text-invalid': 'Line {line}, column {column}: {reason}.',
  'access-rows-invalid': 'The access table is wrong at {path}: {reason}.',
  'access-table-large': 'The access table has more than {limit} {what}.',
}) {}
