import { errorsOf } from '#shared/base/errors.ts';

/** Options, or a build, with which nothing starts. */
export class StartError extends errorsOf({
  'option-invalid': '{name}: {reason}.',
  'build-failed': 'Building {what} failed (exit status {code}); what it said is above.',
}) {}
