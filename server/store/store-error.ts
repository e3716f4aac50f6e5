import { errorsOf } from '#shared/base/errors.ts';

/** The disk, or what is on it, fails the store of sessions and replay marks. */
export class StoreError extends errorsOf({
  'store-unreadable': 'The session store {file} cannot be opened: {reason}.',
  'store-full':
    'The store of seen messages is full ({limit} entries): nothing is accepted until old entries expire, because a replay could not be told.',
  'store-disk-full':
    'The disk that holds the sessions is full: nothing can be accepted until there is space on it again.',
  'store-read-only': 'The session store can only be read at the moment, so nothing can be accepted: {reason}.',
  'store-busy': 'Another program holds the session store: try again in a moment.',
  'store-failing': 'The disk that holds the sessions fails, so nothing can be accepted: {reason}.',
  'data-unreadable': 'The file {file} with the data of an app cannot be made or read: {reason}.',
  'row-unreadable': 'The session store has a row of another form than this version writes.',
  'state-unwritable': 'The state folder {folder} cannot be used: {reason}.',
}) {}
