import { errorsOf } from '#shared/base/errors.ts';

/** A configuration file that cannot be read, or is wrong. */
export class ConfigError extends errorsOf({
  'yaml-invalid': '{file}, line {line}, column {column}: {reason}.',
  'config-file-invalid': '{file}, line {line}: {reason}.',
  'config-unreadable': 'The file {file} cannot be read: {reason}.',
}) {}
