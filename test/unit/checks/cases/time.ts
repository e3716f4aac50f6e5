import { casesOf } from '../case.ts';
import { connectionOf, NOW } from '../kit.ts';
import { AUTHN_REQUEST, change, LOGOUT_BY_IDP } from '../messages.ts';
import type { Situation } from '../situation.ts';

const MINUTE = 60_000;
const NEVER = { now: null };
const conditions = /NotBefore="2026-01-01T11:59:00Z"/;
const conditionsEnd = /NotOnOrAfter="2026-01-01T12:05:00Z"><saml:AudienceRestriction/;
const dataEnd = ' NotOnOrAfter="2026-01-01T12:05:00Z"/>';
const forced = change(AUTHN_REQUEST, ' AssertionConsumer', ' ForceAuthn="true" AssertionConsumer');
/** That of the assertion: the response's stands before its Destination. */
const issuedInside = /IssueInstant="[^"]*"><saml:Issuer>/;
const OLD = [issuedInside, 'IssueInstant="2026-01-01T10:00:00Z"><saml:Issuer>'] as const;
const patient = (minutes: number): Pick<Situation, 'connection'> => ({
  connection: ({ idp }) => connectionOf(idp, { maxAge: minutes * MINUTE }),
});

export const TIME_CASES = [
  ...casesOf('issue-instant', [
    ['pass', 'ok', 'made five seconds ago', {}],
    ['pass', 'ok', 'in the future by less than the skew', { now: NOW - 3 * MINUTE }],
    [
      'fail',
      'future',
      'in the future by more than the skew',
      { now: NOW - 3 * MINUTE - 6000 },
      { path: '/Response/@IssueInstant', received: '2026-01-01T12:00:00Z' },
    ],
    ['pass', 'ok', 'a response made 59 minutes ago whose own window is longer', { now: NOW + 59 * MINUTE }],
    ['fail', 'stale', 'a response made 70 minutes ago', { now: NOW + 70 * MINUTE }, { severity: 'error' }],
    [
      'fail',
      'stale',
      'a response made 70 minutes ago, and nobody knows who takes it',
      { now: NOW + 70 * MINUTE, connection: null },
      { severity: 'warning' },
    ],
    [
      'pass',
      'ok',
      'the assertion of two hours, where the connection allows three',
      { changes: [OLD], ...patient(180) },
    ],
    [
      'fail',
      'stale',
      'the assertion was made two hours before its response',
      { changes: [OLD] },
      { path: '/Response/Assertion/@IssueInstant', severity: 'error' },
    ],
    ['fail', 'stale', 'the connection allows five minutes and it is ten', { now: NOW + 10 * MINUTE, ...patient(5) }],
    [
      'fail',
      'future',
      'the assertion is of tomorrow',
      { changes: [[issuedInside, 'IssueInstant="2026-01-02T12:00:00Z"><saml:Issuer>']] },
      { path: '/Response/Assertion/@IssueInstant', severity: 'error' },
    ],
    [
      'fail',
      'missing',
      'the assertion has none',
      { changes: [[issuedInside, '><saml:Issuer>']] },
      { path: '/Response/Assertion/@IssueInstant', severity: 'error' },
    ],
    [
      'fail',
      'unreadable',
      'that of the assertion is no instant',
      { changes: [[issuedInside, 'IssueInstant="1767268800"><saml:Issuer>']] },
      { path: '/Response/Assertion/@IssueInstant', severity: 'error' },
    ],
    [
      'fail',
      'stale',
      'a logout request without an end made 20 minutes ago',
      { xml: LOGOUT_BY_IDP, changes: [[/ NotOnOrAfter="[^"]*"/, '']], now: NOW + 20 * MINUTE },
    ],
    [
      'pass',
      'ok',
      'a logout request of 20 minutes that says it still holds',
      { xml: LOGOUT_BY_IDP, changes: [['12:05:00Z', '13:00:00Z']], now: NOW + 20 * MINUTE },
    ],
    [
      'fail',
      'missing',
      'there is no IssueInstant',
      { changes: [[/ IssueInstant="[^"]*" Destination/, ' Destination']] },
    ],
    [
      'fail',
      'unreadable',
      'it is no instant',
      { changes: [['IssueInstant="2026-01-01T12:00:00Z" Destination', 'IssueInstant="yesterday" Destination']] },
    ],
    ['unknown', 'no-clock', 'nobody knows the time', NEVER],
  ]),
  ...casesOf('conditions-not-before', [
    ['pass', 'ok', 'NotBefore has passed', {}],
    ['pass', 'ok', 'NotBefore is ahead by exactly the skew', { now: Date.parse('2026-01-01T11:56:00Z') }],
    [
      'fail',
      'future',
      'NotBefore is ahead by the skew and 31 ms',
      { now: Date.parse('2026-01-01T11:56:00Z') - 31 },
      { path: '/Response/Assertion/Conditions/@NotBefore' },
    ],
    ['pass', 'absent', 'there is no NotBefore', { changes: [[/ NotBefore="[^"]*"/, '']] }],
    ['fail', 'unreadable', 'it is no instant', { changes: [[conditions, 'NotBefore="2026-02-31T00:00:00Z"']] }],
    ['unknown', 'no-clock', 'nobody knows the time', NEVER],
  ]),
  ...casesOf('conditions-expired', [
    ['pass', 'ok', 'NotOnOrAfter lies ahead', {}],
    ['pass', 'ok', 'a millisecond before the skew is used up', { now: Date.parse('2026-01-01T12:08:00Z') - 1 }],
    [
      'fail',
      'expired',
      'at NotOnOrAfter plus the skew: "on" is too late (saml-core 2.5.1.2)',
      { now: Date.parse('2026-01-01T12:08:00Z') },
      { path: '/Response/Assertion/Conditions/@NotOnOrAfter' },
    ],
    ['pass', 'absent', 'there is no NotOnOrAfter', { changes: [[conditionsEnd, '><saml:AudienceRestriction']] }],
    [
      'fail',
      'unreadable',
      'it is no instant',
      { changes: [[conditionsEnd, 'NotOnOrAfter=""><saml:AudienceRestriction']] },
    ],
    ['unknown', 'no-clock', 'nobody knows the time', NEVER],
  ]),
  ...casesOf('subject-confirmation-expired', [
    ['pass', 'ok', 'NotOnOrAfter lies ahead', {}],
    ['fail', 'expired', 'NotOnOrAfter has passed', { changes: [[dataEnd, ' NotOnOrAfter="2026-01-01T11:50:00Z"/>']] }],
    [
      'pass',
      'ok',
      'one of two bearers holds',
      {
        changes: [
          [
            '<saml:SubjectConfirmation ',
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2020-01-01T00:00:00Z"/></saml:SubjectConfirmation><saml:SubjectConfirmation ',
          ],
        ],
      },
    ],
    ['fail', 'missing', 'there is no NotOnOrAfter', { changes: [[dataEnd, '/>']] }],
    ['fail', 'unreadable', 'it is no instant', { changes: [[dataEnd, ' NotOnOrAfter="later"/>']] }],
    [
      'fail',
      'not-yet',
      'its NotBefore lies ahead',
      { changes: [[dataEnd, ` NotBefore="2026-01-01T12:04:00Z"${dataEnd}`]] },
    ],
    ['pass', 'ok', 'its NotBefore has passed', { changes: [[dataEnd, ` NotBefore="2026-01-01T11:50:00Z"${dataEnd}`]] }],
    ['unknown', 'no-clock', 'nobody knows the time', NEVER],
  ]),
  ...casesOf('session-not-on-or-after', [
    ['pass', 'ok', 'the session lasts', {}],
    ['fail', 'expired', 'the session has ended', { changes: [['2026-01-01T20:00:00Z', '2026-01-01T11:00:00Z']] }],
    ['fail', 'unreadable', 'it is no instant', { changes: [['2026-01-01T20:00:00Z', '20:00']] }],
    ['unknown', 'no-clock', 'nobody knows the time', NEVER],
  ]),
  ...casesOf('authn-instant', [
    ['pass', 'ok', 'authenticated ten minutes ago', {}],
    [
      'fail',
      'future',
      'authenticated in the future',
      { changes: [['AuthnInstant="2026-01-01T11:50', 'AuthnInstant="2026-01-01T13:50']] },
    ],
    [
      'fail',
      'old',
      'authenticated days ago',
      { changes: [['AuthnInstant="2026-01-01T11:50', 'AuthnInstant="2025-12-20T11:50']] },
    ],
    ['fail', 'before-request', 'the request said ForceAuthn', { request: forced }],
    [
      'pass',
      'ok',
      'ForceAuthn was honoured',
      { request: forced, changes: [['AuthnInstant="2026-01-01T11:50:00', 'AuthnInstant="2026-01-01T11:59:45']] },
    ],
    [
      'fail',
      'unreadable',
      'it is no instant',
      { changes: [['AuthnInstant="2026-01-01T11:50:00Z', 'AuthnInstant="now']] },
    ],
    ['unknown', 'no-clock', 'nobody knows the time', NEVER],
  ]),
  ...casesOf('logout-request-expired', [
    ['pass', 'ok', 'NotOnOrAfter lies ahead', { xml: LOGOUT_BY_IDP }],
    ['pass', 'absent', 'there is none', { xml: LOGOUT_BY_IDP, changes: [[/ NotOnOrAfter="[^"]*"/, '']] }],
    ['fail', 'expired', 'NotOnOrAfter has passed', { xml: LOGOUT_BY_IDP, now: NOW + 9 * MINUTE }],
    ['fail', 'unreadable', 'it is no instant', { xml: LOGOUT_BY_IDP, changes: [['12:05:00Z', '25:05:00Z']] }],
    ['unknown', 'no-clock', 'nobody knows the time', { xml: LOGOUT_BY_IDP, now: null }],
  ]),
];
