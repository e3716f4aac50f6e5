import { errorsOf } from '#shared/base/errors.ts';

/** A call of the command that is wrong, or a file that it cannot read or write. */
export class CommandError extends errorsOf({
  'file-unreadable': '{file} cannot be read: {reason}.',
  'file-unwritable': '{file} cannot be written: {reason}.',
  'file-invalid': '{file}: {reason}',
  'nothing-to-compare': 'There is nothing to compare: both inputs must hold a login, or both a logout.',
  usage: '{reason}.',
}) {}
