import { errorsOf } from '#shared/base/errors.ts';

/** The test identity provider cannot begin with the state that it left. */
export class IdpError extends errorsOf({
  'idp-state-unreadable':
    'The state of the test identity provider, {file}, cannot be read: {reason}. Remove the file to start anew.',
}) {}
