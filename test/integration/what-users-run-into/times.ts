import { idpIssues, recordIdpStand } from './idp-stand.ts';
import type { Scenario } from './scenario.ts';
import { beforeAnswer, recordWaiting } from './stand.ts';

const MINUTE = 60_000;

/** Clocks, and what is too early or too late. */
export const TIMES: readonly Scenario[] = [
  {
    row: 9,
    what: 'a clock that is a little ahead, at an SP that allows for no difference',
    cause: ['receiver-refused', 'clock'],
    says: ['not yet valid', 'acceptedClockSkewMs'],
    play: () => recordIdpStand({ ahead: 2 * MINUTE, sp: { saml: { acceptedClockSkewMs: 0 } } }),
  },
  {
    row: 9,
    what: 'the clock of the IdP is ten minutes ahead: NotBefore is in the future',
    cause: ['clock-offset', 'idp-ahead'],
    says: [/10 minutes|9 minutes 59/, 'NTP'],
    play: () => recordIdpStand({ ahead: 10 * MINUTE }),
  },
  {
    row: 9,
    what: 'the clock of the IdP is ten minutes behind: what it issues has expired',
    cause: ['clock-offset', 'idp-behind'],
    says: [/10 minutes|9 minutes 59/, 'NTP'],
    play: () => recordIdpStand({ ahead: -10 * MINUTE }),
  },
  {
    row: 9,
    what: 'NotBefore is in the future, and the clock of the server that sends it is right',
    cause: ['clock-offset', 'stamp-ahead'],
    play: () => recordIdpStand({ ahead: 10 * MINUTE, onTheWay: () => ({ ahead: () => 0 }) }),
  },
  {
    row: 9,
    what: 'a queue delayed the POST',
    cause: ['response-stale', 'late'],
    says: [/1 hour/],
    play: () =>
      recordWaiting({}, async (stand, wait) => {
        const { post } = await beforeAnswer(stand);
        wait(65 * MINUTE);
        await post();
      }),
  },
  {
    row: 10,
    what: 'the tab was left open overnight',
    cause: ['response-stale', 'late'],
    says: ['Begin the login anew'],
    play: () =>
      recordWaiting({}, async (stand, wait) => {
        const { post } = await beforeAnswer(stand);
        wait(12 * 60 * MINUTE);
        await post();
      }),
  },
  {
    row: 10,
    what: '“back” was pressed, and the form sent again',
    cause: ['assertion-replayed', 'response'],
    says: ['back button'],
    play: () =>
      recordWaiting({}, async (stand, wait) => {
        const { post } = await beforeAnswer(stand);
        await post();
        wait(90 * MINUTE);
        await post();
      }),
  },
  {
    row: 11,
    what: 'SessionNotOnOrAfter is ignored: the SP’s cookie lasts longer',
    cause: ['session-outlived', 'cookie'],
    says: ['session cookie sp', /29 days 16 hours/],
    play: () => recordIdpStand({ sp: { sessionCookie: (key) => `sp=${key}; Path=/; Max-Age=2592000; SameSite=Lax` } }),
  },
  {
    row: 11,
    what: 'SessionNotOnOrAfter is shorter than an SP’s session usually is',
    cause: ['session-short', 'short'],
    says: [/1[45] minutes/],
    play: () =>
      recordIdpStand({
        onTheWay: idpIssues((xml) =>
          xml.replace(/SessionNotOnOrAfter="[^"]*"/, () => {
            const end = new Date(Date.now() + 15 * MINUTE).toISOString().replace(/\.\d+/, '');
            return `SessionNotOnOrAfter="${end}"`;
          }),
        ),
      }),
  },
];
