import type { StatusRow } from './status-row.ts';

/** What a status means that the method by which a message came does not explain, where requests and logout messages are sent. */
export const BY_METHOD: readonly StatusRow[] = [
  {
    status: 414,
    when: 'posted',
    topic: 'size',
    owner: 'receiver',
    means: 'The address is longer than the server takes, though the message came in the body and not in it.',
    fix: 'Look what was put behind {address} (a return address, a token), or what rewrites it on the way.',
  },
  {
    status: 415,
    when: 'got',
    topic: 'media-type',
    owner: 'receiver',
    means:
      'At {address} a body of a certain kind is expected, and the message came by redirect, which has none: an interface for programs stands there.',
    fix: 'Compare {address} at the other side with the metadata, and its binding: redirect or POST.',
  },
];
