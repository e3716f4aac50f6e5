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
    code: 'loop-session-lost',
    what: 'The SP’s session cookie is dropped in front of it, and its pages want a session: SP and IdP go round',
    causes: ['login-loop'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'loop-asks-again',
    what: 'The SP keeps the login in a cookie with SameSite=Strict, and asks the IdP again where it does not come',
    causes: ['cookie-not-sent', 'login-loop'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'loop-inside-sp',
    what: 'The pages of the SP behind its ACS lead to each other without end',
    causes: ['landing-unreached', 'login-loop'],
    owners: ['sp'],
    outcomes: ['refused', 'broken-off'],
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
