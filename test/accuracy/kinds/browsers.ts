import type { Kind } from './kind.ts';

/** What a browser refuses, or brings about; of real ones only. */
export const BROWSER_KINDS = [
  {
    code: 'csp-form-action',
    what: 'Content-Security-Policy of the IdP’s page (form-action) keeps its form from being sent',
    causes: ['form-not-sent'],
    owners: ['idp'],
    outcomes: ['broken-off'],
  },
  {
    code: 'csp-script-src',
    what: 'Content-Security-Policy of the IdP’s page (script-src) keeps its script from sending the form',
    causes: ['form-not-sent'],
    owners: ['idp'],
    outcomes: ['broken-off'],
  },
  {
    code: 'frame-refused',
    what: 'The login runs in a frame, which the IdP forbids (X-Frame-Options, frame-ancestors)',
    causes: ['frame-refused'],
    owners: ['sp', 'idp'],
    outcomes: ['broken-off'],
  },
  {
    code: 'fetch-redirected',
    what: 'A script’s request is led to the IdP, which CORS forbids',
    causes: ['script-request-redirected'],
    owners: ['sp'],
    outcomes: ['broken-off'],
  },
  {
    code: 'begun-under-other-name',
    what: 'The login begins under another name of the SP’s host, where its cookie stays',
    causes: ['cookie-not-sent'],
    owners: ['sp', 'user'],
    outcomes: ['refused'],
  },
  {
    code: 'cookie-strict-host',
    what: 'The SP keeps the login in a __Host- cookie with SameSite=Strict',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'cookie-host-prefix',
    what: 'The SP’s __Host- cookie has a Path other than /, so the browser drops it',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'tls-untrusted',
    what: 'The SP’s host has another certificate when the answer is sent there, by nobody that the browser trusts',
    causes: ['refused untrusted'],
    owners: ['sp'],
    outcomes: ['broken-off'],
  },
  {
    code: 'tls-broken-off',
    what: 'The connection to the SP’s host ends while TLS is being agreed on',
    causes: ['refused unreachable'],
    owners: ['network', 'sp'],
    outcomes: ['broken-off'],
  },
  {
    code: 'connection-closed',
    what: 'The connection to the ACS is closed without an answer',
    causes: ['refused unreachable'],
    owners: ['network', 'sp'],
    outcomes: ['broken-off'],
  },
] as const satisfies readonly Kind[];
