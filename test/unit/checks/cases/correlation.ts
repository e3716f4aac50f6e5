import type { Connection } from '#shared/saml/connection/connection.ts';
import { casesOf } from '../case.ts';
import { ACCEPT_NOTHING, connectionOf } from '../kit.ts';
import { AUTHN_REQUEST, change, LOGOUT_BY_IDP, LOGOUT_BY_SP, LOGOUT_RESPONSE, RESPONSE } from '../messages.ts';
import type { Situation } from '../situation.ts';

const OUTER: readonly [RegExp, string] = [/ InResponseTo="_request"(?=><saml:Issuer)/, ''];
const INNER: readonly [RegExp, string] = [/ InResponseTo="_request"(?= NotOnOrAfter)/, ''];
const TRACE: Situation = { connection: null, requestIds: null };
const other = change(AUTHN_REQUEST, '_request', '_later');
const context = change(
  AUTHN_REQUEST,
  '</samlp:AuthnRequest>',
  '<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></samlp:RequestedAuthnContext></samlp:AuthnRequest>',
);

/** A request that names this user, in the format of the answer. */
const askingFor = (name: string) =>
  change(
    AUTHN_REQUEST,
    '</samlp:AuthnRequest>',
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${name}</saml:NameID></saml:Subject></samlp:AuthnRequest>`,
  );

/** What a connection always asks for. */
const ALWAYS = {
  forceAuthn: false,
  isPassive: false,
  authnContext: { comparison: 'exact' as const, classes: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos'] },
} satisfies Connection['request'];

export const CORRELATION_CASES = [
  ...casesOf('in-response-to-unknown', [
    ['pass', 'ok', 'the server waits for it', {}],
    ['pass', 'ok', 'the trace has the request', { ...TRACE, request: AUTHN_REQUEST }],
    ['pass', 'unsolicited', 'it answers none', { changes: [OUTER, INNER] }],
    [
      'fail',
      'not-expected',
      'the server waits for another',
      { requestIds: ['_else'] },
      { received: '_request', expected: '_else' },
    ],
    ['fail', 'not-expected', 'the server waits for none', { requestIds: [] }],
    [
      'fail',
      'other-request',
      'the trace has another request that nobody answered',
      { ...TRACE, earlier: [other] },
      { expected: '_later' },
    ],
    [
      'unknown',
      'request-not-seen',
      'the other request was answered',
      { ...TRACE, earlier: [other, RESPONSE.replaceAll('_request', '_later')] },
    ],
    ['unknown', 'request-not-seen', 'nothing went before', TRACE],
    [
      'fail',
      'missing',
      'a logout response names none',
      { xml: LOGOUT_RESPONSE, changes: [[' InResponseTo="_logout"', '']] },
    ],
    ['pass', 'ok', 'a logout response answers the request', { ...TRACE, xml: LOGOUT_RESPONSE, request: LOGOUT_BY_SP }],
    [
      'fail',
      'other-request',
      'a logout response answers another one',
      { ...TRACE, xml: LOGOUT_RESPONSE, earlier: [LOGOUT_BY_SP.replace('_logout', '_logout2')] },
    ],
  ]),
  ...casesOf('unsolicited', [
    ['pass', 'solicited', 'it answers a request', {}],
    ['fail', 'not-accepted', 'it answers none', { changes: [OUTER, INNER] }],
    [
      'pass',
      'accepted',
      'the connection accepts it',
      {
        changes: [OUTER, INNER],
        connection: ({ idp }) => connectionOf(idp, { accept: { ...ACCEPT_NOTHING, unsolicited: true } }),
      },
    ],
    ['fail', 'idp-initiated', 'there is no connection to say', { connection: null, changes: [OUTER, INNER] }],
    ['fail', 'with-in-response-to', 'only the assertion answers one (saml-profiles 4.1.5)', { changes: [OUTER] }],
  ]),
  ...casesOf('in-response-to-differs', [
    ['pass', 'ok', 'both name the same', {}],
    ['pass', 'unsolicited', 'neither names one', { changes: [OUTER, INNER] }],
    [
      'fail',
      'differs',
      'the assertion names another',
      { changes: [['_request" NotOnOrAfter', '_stolen" NotOnOrAfter']] },
      { expected: '_request', received: '_stolen' },
    ],
    [
      'fail',
      'response-signed',
      'only the response names it, and is signed',
      { changes: [INNER], sign: ['_response'] },
      { severity: 'error' },
    ],
    [
      'fail',
      'response-signed',
      'only the response names it, is signed, and nobody knows who takes it',
      { changes: [INNER], sign: ['_response'], connection: null },
      { severity: 'info' },
    ],
    [
      'fail',
      'not-in-confirmation',
      'only the response names it, and is not signed',
      { changes: [INNER], sign: ['_assertion'] },
    ],
  ]),
  ...casesOf('assertion-replayed', [
    ['pass', 'ok', 'it is the first', { earlier: [RESPONSE.replace('_response', '_r1').replace('_assertion', '_a1')] }],
    ['fail', 'response', 'the response came before', { earlier: [RESPONSE] }],
    [
      'fail',
      'assertion',
      'its assertion came before',
      { earlier: [RESPONSE.replace('_response', '_r1')] },
      { received: '_assertion' },
    ],
    ['fail', 'logout-request', 'the logout request came before', { xml: LOGOUT_BY_IDP, earlier: [LOGOUT_BY_IDP] }],
    ['pass', 'ok', 'another kind of message had the ID', { earlier: [AUTHN_REQUEST.replace('_request', '_response')] }],
  ]),
  ...casesOf('relay-state-too-long', [
    ['pass', 'ok', 'it has 80 bytes', { relayState: 'x'.repeat(80) }],
    ['fail', 'long', 'it has 41 characters of two bytes', { relayState: 'é'.repeat(41) }, { received: '82 bytes' }],
  ]),
  ...casesOf('subject-not-asked', [
    ['pass', 'ok', 'the answer is about the user that was asked for', { request: askingFor('anne') }],
    [
      'fail',
      'other',
      'it is about another one',
      { request: askingFor('bert') },
      { expected: 'bert', received: 'anne', severity: 'error' },
    ],
  ]),
  ...casesOf('authn-context-not-met', [
    ['pass', 'ok', 'it is what was asked for', { request: context }],
    ['fail', 'other', 'it is another', { request: context, changes: [['classes:Password', 'classes:Kerberos']] }],
    [
      'fail',
      'other',
      'it is another than the connection always asks for',
      { connection: ({ idp }) => connectionOf(idp, { request: ALWAYS }) },
      { severity: 'error' },
    ],
  ]),
];
