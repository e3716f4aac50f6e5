import { errorsOf } from '#shared/base/errors.ts';

/** A history of decisions that cannot be read. */
export class HistoryError extends errorsOf({
  'history-invalid': 'Line {line} of the decisions {reason}.',
}) {}
