import { errorsOf } from '#shared/base/errors.ts';

/** An input in none of the formats that are read here. */
export class FormatError extends errorsOf({
  'input-unrecognised':
    'This is neither XML, a SAML parameter, a URL, a form, an HTML page, a HAR nor a trace: {reason}.',
}) {}
