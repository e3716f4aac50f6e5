import { errorsOf } from './errors.ts';

/** What is given is nothing, too much, or bytes that are no text: the same for every reader. */
export class InputError extends errorsOf({
  'input-empty': 'There is nothing to read: the input is empty.',
  'input-too-large': 'The input has {size} bytes; at most {limit} are read.',
  'base64-invalid': 'Not base64: {reason} at position {position}.',
  'text-undecodable': 'The bytes are not text in {encoding}: {reason}.',
}) {}
