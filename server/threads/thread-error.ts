import { errorsOf } from '#shared/base/errors.ts';

/** Work that no thread took, or that was given up. */
export class ThreadError extends errorsOf({
  'threads-busy': 'Too many messages are being read at once: try again in a moment.',
  'work-overdue': 'Reading this message took longer than {seconds} seconds, and was given up.',
  'work-memory': 'Reading this message took more than {megabytes} MB of memory, and was given up.',
}) {}
