import type { Kind } from './kind.ts';

/** What stands in front of a server and does not let a message through as it is. */
export const IN_FRONT_KINDS = [
  {
    code: 'nginx-413',
    what: 'nginx takes bodies up to 1 KB (client_max_body_size)',
    causes: ['says size'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-headers',
    what: 'Old cookies make the headers larger than nginx takes (large_client_header_buffers)',
    causes: ['cookie-too-large', 'says size'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-502',
    what: 'The SP behind nginx is down',
    causes: ['says unreachable'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-504',
    what: 'The SP behind nginx does not answer in time (proxy_read_timeout)',
    causes: ['says unreachable'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-503',
    what: 'nginx says that the site is under maintenance',
    causes: ['says temporary'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-429',
    what: 'nginx lets through so few requests a minute (limit_req)',
    causes: ['says rate'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-405',
    what: 'The address of the ACS is a static page of nginx',
    causes: ['says method'],
    owners: ['sp', 'network', 'idp'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-404',
    what: 'nginx has no such place as the ACS',
    causes: ['says acs-unknown'],
    owners: ['sp', 'network', 'idp'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-403',
    what: 'nginx lets POST through from the office’s network alone',
    causes: ['says firewall'],
    owners: ['network', 'sp'],
    outcomes: ['refused'],
  },
  {
    code: 'nginx-301-slash',
    what: 'nginx adds a slash to the address of the ACS (301), and the POST becomes a GET',
    causes: ['post-became-get'],
    owners: ['sp', 'idp', 'network'],
    // Some say no to the GET that came instead.
    outcomes: ['broken-off', 'refused'],
  },
  {
    code: 'csrf-filter',
    what: 'The CSRF protection of the SP’s framework turns the POST away (Django’s page)',
    causes: ['says csrf'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'firewall',
    what: 'A web application firewall takes the message for an attack (ModSecurity’s page)',
    causes: ['says firewall'],
    owners: ['network'],
    outcomes: ['refused'],
  },
  {
    code: 'other-login',
    what: 'The ACS stands behind another login, as with oauth2-proxy',
    causes: ['endpoint-behind-login'],
    owners: ['network', 'sp'],
    outcomes: ['broken-off'],
  },
  {
    code: 'error-redirect',
    what: 'The SP’s gateway leads every answer to /login?error=',
    causes: ['says user-not-assigned'],
    owners: ['sp', 'idp'],
    outcomes: ['refused'],
  },
] as const satisfies readonly Kind[];
