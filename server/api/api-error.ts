import { errorsOf } from '#shared/base/errors.ts';

/** A call of the API that asks for something that there is not, or in a form that it does not take. */
export class ApiError extends errorsOf({
  'api-input-invalid': '{place} {reason}.',
  'login-unknown': 'There is no report under {reference}, or not any more.',
  'logout-unknown': 'There is no logout under {reference}, or not any more.',
  'receipt-without-key': 'The connection {connection} has no key to sign a receipt with.',
  'saml-off': 'Nobody logs in to the connection {prefix} by SAML, so there is no login to test.',
  'api-unknown': 'There is nothing at {path}.',
  'api-session-unknown': 'There is no such session: it has ended in the meantime.',
}) {}
