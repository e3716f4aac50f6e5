import { errorsOf } from '#shared/base/errors.ts';

/** Parameters in which there is not exactly one message. */
export class IncomingError extends errorsOf({
  'parameters-ambiguous': 'The parameter {name} is ambiguous and the message is refused: {reason}.',
  'encoding-unknown': 'SAMLEncoding names an encoding that is not known here: DEFLATE is the only one.',
  'message-missing': 'There is no SAMLRequest or SAMLResponse among the parameters.',
}) {}
