import { errorsOf } from '#shared/base/errors.ts';

/** Parameters in which there is not exactly one message. */
export class IncomingError extends errorsOf({
  'parameters-ambiguous': 'The parameter {name} is ambiguous and the message is refused: {reason}.',
  'message-missing': 'There is no SAMLRequest or SAMLResponse among the parameters.',
}) {}
