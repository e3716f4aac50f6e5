import type { Kind } from './kind.ts';

/** What keeps a logout from ending what it should. */
export const LOGOUT_KINDS = [
  {
    code: 'logout-unsigned',
    what: 'The signature of the SP’s LogoutRequest is dropped on its way',
    causes: ['logout-unsigned', 'signature-missing', 'says signature-missing', 'refused unsigned'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
    flow: 'logout',
  },
  {
    code: 'logout-algorithm-dropped',
    what: 'SigAlg is dropped from the SP’s LogoutRequest',
    causes: ['redirect-parameters'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
    flow: 'logout',
  },
  {
    code: 'logout-session-gone',
    what: 'The IdP’s session is gone when the SP asks for the logout',
    causes: ['logout-session-gone', 'status-not-success'],
    owners: ['sp', 'idp', 'user'],
    outcomes: ['refused'],
    flow: 'logout',
  },
  {
    code: 'logout-restarted',
    what: 'The SP lost its sessions in a restart, and the IdP asks for the logout',
    causes: ['logout-session-gone'],
    owners: ['sp'],
    outcomes: ['refused'],
    flow: 'logout',
  },
  {
    code: 'logout-sp-says-no',
    what: 'The SP answers the IdP’s LogoutRequest that it did not end the session',
    causes: ['logout-session-gone', 'status-not-success'],
    owners: ['sp'],
    outcomes: ['refused'],
    flow: 'logout',
  },
  {
    code: 'logout-sp-breaks',
    what: 'The SP answers the IdP’s LogoutRequest with HTTP 500',
    causes: ['refused request', 'flow-broken-off', 'says internal'],
    owners: ['sp'],
    outcomes: ['refused', 'broken-off'],
    flow: 'logout',
  },
  {
    code: 'logout-502',
    what: 'The SP’s logout address is behind an nginx that does not reach it',
    causes: ['says unreachable'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
    flow: 'logout',
  },
  {
    code: 'logout-behind-login',
    what: 'The SP’s logout address stands behind another login',
    causes: ['endpoint-behind-login'],
    owners: ['sp', 'network'],
    outcomes: ['broken-off'],
    flow: 'logout',
  },
] as const satisfies readonly Kind[];
