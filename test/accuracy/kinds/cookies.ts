import type { Kind } from './kind.ts';

/** A cookie that the SP needs at the end of a login, or its memory of the beginning. */
export const COOKIE_KINDS = [
  {
    code: 'cookie-strict',
    what: 'The SP keeps the login in a cookie with SameSite=Strict',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'cookie-lax',
    what: 'The SP keeps the login in a cookie with SameSite=Lax',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'cookie-default',
    what: 'The SP keeps the login in a cookie without SameSite',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'cookie-none-insecure',
    what: 'The SP’s cookie has SameSite=None and no Secure',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'cookie-path',
    what: 'The SP’s cookie is for the path of its login page alone',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'cookie-expired',
    what: 'The SP’s cookie lives one minute, the user needs five',
    causes: ['cookie-not-sent'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'restarted',
    what: 'The SP forgot its open requests in a restart',
    causes: ['refused request-unknown', 'says in-response-to'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'two-tabs',
    what: 'Two tabs begin a login, the SP remembers the last request alone, the first is answered',
    causes: ['answered-in-other-tab'],
    owners: ['user', 'sp'],
    outcomes: ['refused'],
  },
] as const satisfies readonly Kind[];
