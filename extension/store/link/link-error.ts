import { errorsOf } from '#shared/base/errors.ts';

/** A companion that cannot be linked with, or that says no. */
export class LinkError extends errorsOf({
  'link-token': '{host} does not take this token. It is in admin.token of the companion’s state folder.',
  'link-refused': '{host}: {reason}',
  'link-unknown': 'What answers at {address} is no companion of this workbench, or one of another version.',
  'link-empty': 'No connection of {host} has an identity provider: there is nothing to judge by.',
  'link-message': 'This message came by no form and no redirect, so there is nothing to replay.',
  'link-rows': 'The attribute map of {prefix} cannot be changed from here: it is no list.',
}) {}
