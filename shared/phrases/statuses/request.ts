import { BY_METHOD } from './by-method.ts';
import type { StatusRow } from './status-row.ts';

/** What a status means at an identity provider alone, to which a request, or a logout message, was sent. */
export const AT_IDP: readonly StatusRow[] = [
  {
    status: 404,
    topic: 'destination',
    owner: 'sp',
    means: 'There is nothing at the address that the request was sent to.',
    fix: 'Correct the SSO or logout address of the IdP at the SP: load its current metadata there.',
  },
  {
    status: 405,
    topic: 'binding',
    owner: 'sp',
    means: 'The address does not take the binding by which the request was sent.',
    fix: 'Have the SP use a binding that the IdP’s metadata has at this address.',
  },
  {
    status: 410,
    topic: 'destination',
    owner: 'sp',
    means: 'The address that the request was sent to is gone.',
    fix: 'Load the IdP’s current metadata at the SP.',
  },
  {
    status: 413,
    topic: 'size',
    owner: 'idp',
    means: 'The message is larger than a server or proxy before the identity provider takes.',
    fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody), or send a smaller message: without its certificate, with a short RelayState.',
  },
  {
    status: 414,
    topic: 'size',
    owner: 'sp',
    means: 'The URL with the request is longer than the server takes.',
    fix: 'Send the request by POST, or make RelayState a short token.',
  },
  {
    status: 415,
    topic: 'media-type',
    owner: 'sp',
    means: 'The identity provider does not take forms (application/x-www-form-urlencoded) at this address.',
    fix: 'Correct the address of the IdP at the SP: load its current metadata there. Another interface may stand at this one.',
  },
  {
    status: 419,
    topic: 'csrf',
    owner: 'idp',
    means: 'A protection against forged forms in front of the identity provider turned the POST away.',
    fix: 'Except the address from it, or have the SP send its message by redirect.',
  },
  {
    status: 422,
    suggests: true,
    topic: 'csrf',
    owner: 'idp',
    means:
      'The identity provider, or what stands before it, did not process the form: often a protection against forged forms.',
    fix: 'Look into its log at that time; or have the SP send its message by redirect.',
  },
  {
    status: 431,
    topic: 'size',
    owner: 'user',
    means: 'The header with its cookies is larger than the identity provider takes.',
    fix: 'Remove the cookies of the identity provider’s site in this browser; if it comes again, its administrator finds what fills them (logins that were given up) and raises the limit.',
  },
  {
    status: 501,
    topic: 'binding',
    owner: 'sp',
    means: 'The server does not know the method by which the message was sent.',
    fix: 'Have the SP use a binding that the IdP’s metadata has at this address.',
  },
  ...BY_METHOD,
];
