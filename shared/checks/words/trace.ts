import type { WordTable } from './word-table.ts';

/** Words of what a trace finds out besides the checks of single messages. */
export const TRACE_WORDS: WordTable = {
  'message-unreadable': {
    fail: {
      title: 'A message could not be read. {reason}',
      fix: 'Record it again from the beginning. If the value was copied by hand, copy the whole of it; a proxy or a log may have cut it.',
    },
  },
  'receiver-refused': {
    request: {
      title:
        'The receiver of the {kind} answered with HTTP {status}, and nothing was found wrong with the message itself.',
      fix: 'Look into the log of {host} at that time: it says why the message was turned away.',
    },
    response: {
      title:
        'The receiver of the {kind} answered with HTTP {status}, and nothing was found wrong with the message itself.',
      fix: 'Look into the log of {host} at that time. Often the session that began the login is gone: a cookie that is not sent with the cross-site POST (SameSite), a restart, or another instance behind the balancer.',
    },
    unreachable: {
      title: 'The {kind} did not reach its receiver: {status}.',
      fix: 'Check that {host} can be reached from this browser, and that its certificate is accepted.',
    },
  },
};
