import type { Kind } from './kind.ts';

/** What is wrong with a request, or with what the IdP knows of the SP. */
export const REQUEST_KINDS = [
  {
    code: 'request-unsigned',
    what: 'The signature of the request is dropped before the IdP, which wants one',
    causes: ['says signature-missing', 'refused unsigned', 'signature-missing'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'request-re-encoded',
    what: 'Something in front of the SP writes the signed query in another way',
    causes: ['redirect-signature-reencoded', 'signature-invalid'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'request-algorithm-dropped',
    what: 'SigAlg is dropped from the signed query',
    causes: ['redirect-parameters'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'deflate-without-end',
    what: 'The deflated request has no end: the last block is missing',
    causes: ['message-unreadable', 'encoding-deviation'],
    owners: ['sp', 'network'],
    outcomes: ['refused'],
  },
  {
    code: 'sp-unknown',
    what: 'The IdP does not know the SP',
    causes: ['says sp-unknown', 'says metadata'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'acs-unregistered',
    what: 'The IdP has metadata of the SP with an older address',
    causes: ['acs-url-unregistered', 'says acs-unknown'],
    owners: ['idp', 'sp'],
    outcomes: ['refused'],
  },
  {
    code: 'request-key-old',
    what: 'The IdP has an old certificate of the SP',
    causes: ['refused signature', 'says signature-key', 'says signature-invalid', 'signature-invalid'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'passive',
    what: 'The SP asks with IsPassive while nobody is logged in at the IdP, and cannot deal with NoPassive',
    causes: ['status-not-success', 'refused no-passive'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'name-id-policy',
    what: 'The SP asks for a NameID format that the IdP does not have',
    causes: ['status-request-cause'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'url-too-long',
    what: 'nginx in front of the IdP does not take URLs as long as the request (414)',
    causes: ['redirect-url-long', 'says size'],
    owners: ['sp', 'network', 'idp'],
    outcomes: ['refused'],
  },
  {
    code: 'idp-down',
    what: 'The IdP behind nginx is down (502)',
    causes: ['says unreachable'],
    owners: ['idp', 'network'],
    outcomes: ['refused'],
  },
] as const satisfies readonly Kind[];
