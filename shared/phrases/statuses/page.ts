import type { StatusRow } from './status-row.ts';

/** What a status means at a page of the identity provider that carries no message: its login form, its second factor. */
export const AT_PAGE: readonly StatusRow[] = [
  {
    status: 404,
    topic: 'method',
    owner: 'idp',
    means: 'A page of the identity provider’s own, on the way through its login, is not there.',
    fix: 'At the identity provider, look which page that is, and whether a proxy before it passes its path on.',
  },
  {
    status: 410,
    topic: 'method',
    owner: 'idp',
    means: 'A page of the identity provider’s own, on the way through its login, is gone.',
    fix: 'At the identity provider, look which page that is; begin the login anew.',
  },
  {
    status: 405,
    topic: 'method',
    owner: 'idp',
    means: 'A page of the identity provider’s own does not take the method by which its form was sent.',
    fix: 'At the identity provider, look whether a proxy before it passes POST on for that page.',
  },
  {
    status: 413,
    topic: 'size',
    owner: 'idp',
    means: 'The form of a page of the identity provider’s own is larger than a server or proxy before it takes.',
    fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody).',
  },
  {
    status: 414,
    topic: 'size',
    owner: 'idp',
    means:
      'The address of a page of the identity provider’s own, in which it carries the request on, is longer than the server takes.',
    fix: 'Raise the limit at the identity provider (nginx: large_client_header_buffers); or have the SP send a smaller request, with a short RelayState.',
  },
  {
    status: 415,
    topic: 'media-type',
    owner: 'idp',
    means: 'A page of the identity provider’s own does not take its form in the way in which it was sent.',
    fix: 'At the identity provider, look what stands before that page: a proxy or a filter that changes Content-Type.',
  },
  {
    status: 419,
    topic: 'state',
    owner: 'user',
    means:
      'The login page had stood open too long, or in a second tab: its own protection against forged forms no longer took it (Laravel answers so).',
    fix: 'Begin the login anew, in one tab. If it comes again at once, the identity provider loses its session cookie.',
  },
  {
    status: 422,
    suggests: true,
    topic: 'csrf',
    owner: 'idp',
    means:
      'The identity provider did not process the form of its own page: often its protection against forged forms, for a page that stood open too long.',
    fix: 'Begin the login anew; if it comes again, look into the log of the identity provider at that time.',
  },
  {
    status: 431,
    topic: 'size',
    owner: 'user',
    means: 'The header with its cookies is larger than the identity provider takes.',
    fix: 'Remove the cookies of the identity provider’s site in this browser; if it comes again, its administrator finds what fills them (logins that were given up) and raises the limit.',
  },
];
