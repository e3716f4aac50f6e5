import type { Kind } from './kind.ts';

/** What the IdP says no to, by the status of its response. */
export const STATUS_KINDS = [
  {
    code: 'authn-failed',
    what: 'The IdP answers AuthnFailed',
    causes: ['status-not-success'],
    owners: ['idp', 'user'],
    outcomes: ['refused'],
  },
  {
    code: 'request-denied',
    what: 'The IdP answers RequestDenied',
    causes: ['status-not-success'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'name-id-policy-unasked',
    what: 'The IdP answers InvalidNameIDPolicy to a request that has no NameIDPolicy',
    causes: ['status-not-success'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'authn-context-unasked',
    what: 'The IdP answers NoAuthnContext to a request that wants no context',
    causes: ['status-not-success'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'responder-error',
    what: 'The IdP fails on its own side and says why in StatusMessage',
    causes: ['status-not-success'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
] as const satisfies readonly Kind[];
