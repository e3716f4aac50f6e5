import type { StatusRow } from './status-row.ts';

/** What a status means at a page to which the browser was led after the answer. */
export const AT_LANDING: readonly StatusRow[] = [
  {
    status: 403,
    when: 'in-front',
    topic: 'firewall',
    owner: 'network',
    means:
      'A load balancer or firewall in front of the SP turned away the page that the browser was led to after the answer.',
    fix: 'Look at its rules by the time (AWS WAF: sampled requests of the web ACL).',
  },
  {
    status: 404,
    topic: 'method',
    owner: 'sp',
    means: 'There is nothing at the address that the browser was led to after the answer.',
    fix: 'At the SP, correct where it leads after a login: RelayState, its start page, its base address behind a proxy.',
  },
  {
    status: 410,
    topic: 'method',
    owner: 'sp',
    means: 'The address that the browser was led to after the answer is gone.',
    fix: 'At the SP, correct where it leads after a login: RelayState, its start page.',
  },
  {
    status: 405,
    topic: 'method',
    owner: 'sp',
    means:
      'The address that the browser was led to after the answer does not take the method by which it was asked for.',
    fix: 'At the SP, correct where it leads after a login: to a page, and not to an address for forms.',
  },
  {
    status: 414,
    topic: 'size',
    owner: 'sp',
    means: 'The address that the browser was led to after the answer is longer than the server takes.',
    fix: 'At the SP, lead on to a short address: keep what is to be carried (RelayState, a token) in its session. Or raise the limit (nginx: large_client_header_buffers).',
  },
  {
    status: 419,
    topic: 'state',
    owner: 'sp',
    means: 'The page that the browser was led to after the answer had no valid session (Laravel answers so).',
    fix: 'Look whether the session cookie that the SP sets with the answer comes back: Secure, Path, Domain, SameSite.',
  },
];
