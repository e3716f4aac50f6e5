import { fine, NO_CLOCK_FIX, type WordTable } from './word-table.ts';

const UNREADABLE_FIX = 'Have the sender write times as UTC instants such as 2026-01-31T12:00:00Z (saml-core 1.3.3).';
const CLOCK_FIX =
  'Synchronise the clocks of IdP and SP by NTP. Until then the SP can allow for the difference (clockSkew, now {skew}).';

/** Words of the checks of times. */
export const TIME_WORDS = {
  'issue-instant': {
    ok: fine('The {element} was made {age} before it was received.'),
    future: {
      title:
        'The {element} comes from the future, {difference} ahead of the receiver: it was made at {received}. The two clocks differ.',
      fix: CLOCK_FIX,
    },
    stale: {
      title: 'The {element} is old: it was made {age} before it was received; {expected} is allowed.',
      fix: 'An old page was sent again (the back button, a tab left open), a message was replayed, or the clocks differ. Begin the login or logout anew; if it stays so, compare the clocks of both sides. An IdP that hands out old assertions by design needs a longer `maxAge` in the connection.',
    },
    missing: {
      title: 'The {element} does not say when it was made.',
      fix: 'It must have an IssueInstant. This is a fault in the product that sent it.',
    },
    unreadable: {
      title: 'The time at which the {element} was made, “{received}”, is no instant.',
      fix: UNREADABLE_FIX,
    },
    'no-clock': {
      title: 'Whether the {element} is fresh is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
  },
  'conditions-not-before': {
    ok: fine('The assertion is already valid.'),
    absent: fine('The assertion states no beginning of its validity.'),
    future: {
      title:
        'The assertion is not valid yet: it begins at {received}, {difference} after it was received. The clock of the IdP is ahead, or that of the SP behind.',
      fix: CLOCK_FIX,
    },
    unreadable: {
      title: 'The beginning of the assertion’s validity, “{received}”, is no instant.',
      fix: UNREADABLE_FIX,
    },
    'no-clock': {
      title: 'Whether the assertion is already valid is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
  },
  'conditions-expired': {
    ok: fine('The assertion has not expired.'),
    absent: fine('The assertion states no end of its validity.'),
    expired: {
      title: 'The assertion has expired: it was valid until {received}, and was received {difference} later.',
      fix: 'Begin the login anew: an old page was sent again (the back button, a tab left open). If a fresh login does the same, the clock of the SP is ahead of the IdP’s, or the lifetime set at the IdP is too short.',
    },
    unreadable: { title: 'The end of the assertion’s validity, “{received}”, is no instant.', fix: UNREADABLE_FIX },
    'no-clock': {
      title: 'Whether the assertion has expired is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
  },
  'subject-confirmation-expired': {
    ok: fine('The confirmation of the subject has not expired.'),
    expired: {
      title:
        'The time to deliver the assertion is over: it ended at {received}, and the assertion came {difference} later.',
      fix: 'Begin the login anew. If a fresh login does the same, compare the clocks: the SP’s is ahead of the IdP’s.',
    },
    missing: {
      title: 'The confirmation of the subject has no NotOnOrAfter: it would hold for ever.',
      fix: 'The IdP must put NotOnOrAfter into SubjectConfirmationData of a bearer assertion (saml-profiles 4.1.4.2).',
    },
    unreadable: { title: 'The end of the subject’s confirmation, “{received}”, is no instant.', fix: UNREADABLE_FIX },
    'no-clock': {
      title: 'Whether the confirmation of the subject has expired is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
    'not-yet': {
      title: 'The assertion may not be delivered yet: only from {received}, {difference} after it was received.',
      fix: CLOCK_FIX,
    },
  },
  'session-not-on-or-after': {
    ok: fine('The session that the IdP grants has not ended.'),
    expired: {
      title: 'The session that the IdP grants ended at {received}, {difference} before the assertion was received.',
      fix: 'Log out at the IdP and begin anew, so that it makes a new session; or have its session lifetime set longer.',
    },
    unreadable: { title: 'The end of the session, “{received}”, is no instant.', fix: UNREADABLE_FIX },
    'no-clock': {
      title: 'Whether the session that the IdP grants has ended is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
  },
  'authn-instant': {
    ok: fine('The user was authenticated at {received}.'),
    future: {
      title: 'The user was authenticated in the future: at {received}, {difference} ahead of the receiver.',
      fix: CLOCK_FIX,
    },
    'before-request': {
      title:
        'The request asked for a fresh authentication (ForceAuthn), but the user was authenticated before it: at {received}.',
      fix: 'The IdP did not ask the user again. Have it honour ForceAuthn, or drop ForceAuthn at the SP.',
    },
    old: {
      title: 'The user was authenticated {age} ago. Many SPs refuse authentications that are so old.',
      fix: 'If the SP refuses it, raise its maximum authentication age, or send ForceAuthn, or shorten the session at the IdP.',
    },
    unreadable: { title: 'The time of authentication, “{received}”, is no instant.', fix: UNREADABLE_FIX },
    'no-clock': {
      title: 'How old the authentication is, is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
  },
  'logout-request-expired': {
    ok: fine('The logout request has not expired.'),
    absent: fine('The logout request states no end of its validity.'),
    expired: {
      title: 'The logout request has expired: it was valid until {received}, and was received {difference} later.',
      fix: 'Log out anew. If a fresh logout does the same, compare the clocks of both sides.',
    },
    unreadable: {
      title: 'The end of the logout request’s validity, “{received}”, is no instant.',
      fix: UNREADABLE_FIX,
    },
    'no-clock': {
      title: 'Whether the logout request has expired is not known: there is no time of receipt.',
      fix: NO_CLOCK_FIX,
    },
  },
  'assertion-lifetime-long': {
    long: {
      title: 'The assertion can be used for {lifetime}: who steals it has all that time.',
      fix: 'Set its lifetime at the IdP to minutes; the session’s length is another setting.',
    },
  },
  'validity-reversed': {
    reversed: {
      title: 'The validity ends ({received}) before it begins: no moment is within it.',
      fix: 'A fault in the settings of the IdP: a lifetime of 0 or below, or a skew larger than the lifetime.',
    },
  },
  'session-short': {
    short: {
      title: 'The IdP ends the session {left} after the login, at {received}.',
      fix: 'An SP must not keep its own session longer (saml-core 2.7.2). If users are thrown out too early, lengthen the session at the IdP.',
    },
  },
  'instant-without-zone': {
    'no-zone': {
      title: 'The time {received} has no zone: readers take it for UTC or for their local time, hours apart.',
      fix: UNREADABLE_FIX,
    },
    offset: { title: 'The time {received} is not in UTC.', fix: UNREADABLE_FIX },
  },
  'clock-ahead': {
    ahead: {
      title:
        'The clock of the IdP is {difference} ahead: the assertion is valid from {received}, after it was received. An SP that allows for no difference refuses it.',
      fix: CLOCK_FIX,
    },
  },
} satisfies WordTable;
