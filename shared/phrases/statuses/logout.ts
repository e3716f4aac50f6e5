import { BY_METHOD } from './by-method.ts';
import type { StatusRow } from './status-row.ts';

/** What a status means at the logout address of a service provider alone. */
export const AT_LOGOUT: readonly StatusRow[] = [
  {
    status: 404,
    topic: 'destination',
    owner: 'idp',
    means: 'There is nothing at the logout address of the SP that the message was sent to.',
    fix: 'Compare the single logout address at the IdP with that of the SP’s metadata, character by character; take it out there where the SP has no logout.',
  },
  {
    status: 405,
    topic: 'binding',
    owner: 'sp',
    means: 'The SP’s logout address does not take the binding by which the message was sent.',
    fix: 'Have the SP take it, or list in its metadata, and at the IdP, only the binding that it takes there (POST or redirect).',
  },
  {
    status: 410,
    topic: 'destination',
    owner: 'idp',
    means: 'The logout address of the SP that the message was sent to is gone.',
    fix: 'Load the SP’s current metadata at the IdP.',
  },
  {
    status: 413,
    topic: 'size',
    owner: 'sp',
    means: 'The logout message is larger than a server or proxy before the SP takes.',
    fix: 'Raise the limit of the body there (nginx: client_max_body_size; Apache: LimitRequestBody).',
  },
  {
    status: 414,
    topic: 'size',
    owner: 'idp',
    means: 'The URL with the logout message is longer than the server takes.',
    fix: 'Have the IdP send logout messages to this SP by POST; or raise the limit (nginx: large_client_header_buffers).',
  },
  {
    status: 415,
    topic: 'media-type',
    owner: 'sp',
    means: 'The SP does not take forms (application/x-www-form-urlencoded) at its logout address.',
    fix: 'At the SP, read forms there; or have the IdP use the redirect binding.',
  },
  {
    status: 419,
    topic: 'csrf',
    owner: 'sp',
    means:
      'The SP’s own protection against forged forms turned the logout message away (Laravel answers so); it was never looked at.',
    fix: 'Except the logout address from it: validateCsrfTokens(except: […]) in bootstrap/app.php, or $except of VerifyCsrfToken.',
  },
  {
    status: 422,
    suggests: true,
    topic: 'csrf',
    owner: 'sp',
    means:
      'The SP did not process the form: in Rails this is the protection against forged forms, and the logout message was never looked at.',
    fix: 'Look into the SP’s log at that time; in Rails, skip_before_action :verify_authenticity_token for the logout address.',
  },
  {
    status: 501,
    topic: 'binding',
    owner: 'sp',
    means: 'The SP’s server does not know the method by which the logout message was sent.',
    fix: 'Compare the single logout address and its binding at the IdP with the SP’s metadata.',
  },
  ...BY_METHOD,
];
