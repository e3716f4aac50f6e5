import type { LoginOutline } from '#shared/api/logins.ts';
import type { OutcomeWords } from '#shared/explain/facts/verdict.ts';

/** What a login came to, in a word. */
export const OUTCOMES: Readonly<Record<LoginOutline['outcome'], OutcomeWords>> = {
  'logged-in': { outcome: 'good', word: 'Logged in' },
  arriving: { outcome: 'unknown', word: 'Not back yet' },
  refused: { outcome: 'bad', word: 'Refused' },
  passed: { outcome: 'good', word: 'Would log in' },
};

/** What it was. */
export const KINDS: Readonly<Record<LoginOutline['kind'], string>> = {
  login: 'Login',
  test: 'Login test',
  logout: 'Logout',
  access: 'Access',
};

/** Who must act. */
export const OWNERS: Readonly<Record<NonNullable<LoginOutline['owner']>, string>> = {
  idp: 'the identity provider’s administrator',
  sp: 'the administrator here',
  network: 'whoever looks after the network',
  browser: 'whoever looks after the browser',
  user: 'the user',
  publisher: 'whoever publishes the metadata',
};
