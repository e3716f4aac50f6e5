import { errorsOf } from '#shared/base/errors.ts';

/** What carries a message cannot be read, or cannot be written. */
export class WireError extends errorsOf({
  'deflate-invalid': 'The value is base64, but neither XML nor deflated data: {reason}.',
  'deflate-too-large': 'The deflated data grows beyond {limit} bytes and is refused.',
  'deflate-bomb': 'The deflated data grows beyond {limit} bytes at more than {ratio} to one: a bomb, refused.',
  'artifact-invalid': 'This is not a SAML artifact: {reason}.',
  'form-action-forbidden': 'A message cannot be posted to {action}: only http and https URLs are addresses of SAML.',
}) {}
