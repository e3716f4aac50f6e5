import { errorsOf } from '#shared/base/errors.ts';

/** A configuration file, or a connection made in the console, that cannot be read or is wrong. */
export class ConfigError extends errorsOf({
  'config-file-invalid': '{file}, line {line}: {reason}.',
  'connection-invalid': '{path} {reason}.',
  'config-cut-off': 'The file {file} does not end with a line break, as it did: it looks cut off.',
  'config-unreadable': 'The file {file} cannot be read: {reason}.',
}) {}
