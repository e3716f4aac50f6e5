import { errorsOf } from '#shared/base/errors.ts';

/** A text that is no YAML, or none that is read here. */
export class YamlError extends errorsOf({
  'yaml-invalid': '{file}, line {line}, column {column}: {reason}.',
}) {}
