import type { Kind } from './kind.ts';

/** Clocks and delays. */
export const TIME_KINDS = [
  {
    code: 'idp-clock-ahead',
    what: 'The clock of the IdP is 11 minutes ahead',
    causes: ['clock-offset'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'idp-clock-behind',
    what: 'The clock of the IdP is 80 minutes behind',
    causes: ['clock-offset'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'sp-clock-ahead',
    what: 'The clock of the SP is 80 minutes ahead',
    causes: ['clock-offset'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'sp-clock-behind',
    what: 'The clock of the SP is 11 minutes behind',
    causes: ['clock-offset'],
    owners: ['sp'],
    outcomes: ['refused'],
  },
  {
    code: 'local-time',
    what: 'The IdP writes its local time (UTC+2) as if it were UTC; its Date header is right',
    causes: ['clock-offset'],
    owners: ['idp'],
    outcomes: ['refused'],
  },
  {
    code: 'answered-late',
    what: 'The IdP’s form is sent 90 minutes after it was made (a tab that was asleep)',
    causes: ['response-stale'],
    owners: ['user'],
    outcomes: ['refused'],
  },
] as const satisfies readonly Kind[];
