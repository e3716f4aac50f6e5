import { casesOf } from '../case.ts';
import { connectionOf, SP } from '../kit.ts';
import { AUTHN_REQUEST, change, LOGOUT_BY_IDP, LOGOUT_BY_SP, RESPONSE } from '../messages.ts';
import type { Situation } from '../situation.ts';

const NAMEID = /<saml:NameID .*<\/saml:NameID>/;
const PERSISTENT = 'nameid-format:persistent';
const TRANSIENT: readonly [string, string] = [PERSISTENT, 'nameid-format:transient'];
const CONFIRMATION = /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const asking = change(
  AUTHN_REQUEST,
  '</samlp:AuthnRequest>',
  `<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:${PERSISTENT}"/></samlp:AuthnRequest>`,
);

/** A response with a second assertion, which is like the first but for what is changed; both are signed. */
function two(first?: readonly [string | RegExp, string]): Situation {
  const own = (/<saml:Assertion .*<\/saml:Assertion>/.exec(RESPONSE)?.[0] ?? '').replace('_assertion', '_second');
  const second = first === undefined ? own : change(own, ...first);
  return {
    changes: [['</samlp:Response>', `${second}</samlp:Response>`]],
    sign: ['_second', '_assertion', '_response'],
  };
}

export const SUBJECT_CASES = [
  ...casesOf('nameid-missing', [
    ['pass', 'ok', 'there is one', {}],
    ['fail', 'missing', 'there is none', { changes: [[NAMEID, '']] }],
    ['fail', 'missing', 'there is no subject', { changes: [[/<saml:Subject>.*<\/saml:Subject>/, '']] }],
    ['fail', 'blank', 'it is empty', { changes: [['>anne<', '> <']] }],
    ['unknown', 'encrypted', 'it is encrypted', { changes: [[NAMEID, '<saml:EncryptedID/>']] }],
    ['pass', 'ok', 'a logout request has one', { xml: LOGOUT_BY_IDP }],
    ['fail', 'in-logout', 'a logout request has none', { xml: LOGOUT_BY_IDP, changes: [[NAMEID, '']] }],
    [
      'unknown',
      'encrypted',
      'that of a logout request is encrypted',
      { xml: LOGOUT_BY_IDP, changes: [[NAMEID, '<saml:EncryptedID/>']] },
    ],
    [
      'fail',
      'unreadable-in-logout',
      'the same at a gate',
      { xml: LOGOUT_BY_IDP, changes: [[NAMEID, '<saml:EncryptedID/>']], receiver: 'sp' },
    ],
  ]),
  ...casesOf('nameid-transient', [
    ['fail', 'transient', 'it is', { connection: null, changes: [TRANSIENT] }],
    ['fail', 'used-as-user', 'the connection makes the user’s ID of it', { changes: [TRANSIENT] }],
    [
      'fail',
      'transient',
      'the connection makes the user’s ID of an attribute',
      {
        changes: [TRANSIENT],
        connection: ({ idp }) => connectionOf(idp, { user: { id: 'mail', directory: '[CORP]' } }),
      },
    ],
  ]),
  ...casesOf('nameid-policy-mismatch', [
    ['pass', 'ok', 'it is the format asked for', { request: asking }],
    ['fail', 'other', 'it is another one', { request: asking, changes: [TRANSIENT] }],
  ]),
  ...casesOf('comment-in-value', [
    ['pass', 'ok', 'there is none', {}],
    ['pass', 'ok', 'there is one outside of values', { changes: [['<saml:Subject>', '<!-- c --><saml:Subject>']] }],
    [
      'fail',
      'comment',
      'one cuts the NameID',
      { tampering: [['>anne<', '>an<!-- c -->ne<']] },
      { path: '/Response/Assertion/Subject/NameID', severity: 'error' },
    ],
    [
      'fail',
      'comment',
      'one cuts the NameID, and nobody knows who takes it',
      { tampering: [['>anne<', '>an<!-- c -->ne<']], connection: null },
      { severity: 'warning' },
    ],
    ['fail', 'comment', 'one cuts an attribute value', { tampering: [['>Sales<', '>Sal<!---->es<']] }],
    [
      'fail',
      'comment',
      'one cuts the audience',
      { tampering: [[`<saml:Audience>${SP}`, `<saml:Audience>${SP}<!---->`]] },
    ],
    ['fail', 'comment', 'one cuts the issuer', { tampering: [['</saml:Issuer>', '<!----></saml:Issuer>']] }],
    [
      'fail',
      'comment',
      'one cuts the NameID of a logout',
      { xml: LOGOUT_BY_IDP, tampering: [['>anne<', '>an<!-- c -->ne<']] },
    ],
  ]),
  ...casesOf('subject-confirmation-missing', [
    ['pass', 'ok', 'there is a bearer’s', {}],
    [
      'pass',
      'ok',
      'there is a bearer’s behind another',
      {
        changes: [
          [
            '<saml:SubjectConfirmation ',
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"/><saml:SubjectConfirmation ',
          ],
        ],
      },
    ],
    ['fail', 'missing', 'there is none', { changes: [[CONFIRMATION, '']] }],
    [
      'fail',
      'not-bearer',
      'it is a holder-of-key’s',
      { changes: [[BEARER, 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key']] },
    ],
    ['fail', 'no-data', 'it has no data', { changes: [[/<saml:SubjectConfirmationData [^>]*>/, '']] }],
    ['fail', 'no-subject', 'there is no subject', { changes: [[/<saml:Subject>.*<\/saml:Subject>/, '']] }],
  ]),
  ...casesOf('bearer-not-before', [
    [
      'fail',
      'stated',
      'there is one',
      {
        changes: [
          ['<saml:SubjectConfirmationData ', '<saml:SubjectConfirmationData NotBefore="2026-01-01T11:50:00Z" '],
        ],
      },
    ],
  ]),
  ...casesOf('subjects-differ', [
    ['pass', 'ok', 'both name the same', two()],
    ['pass', 'ok', 'the second names nobody', two([/<saml:NameID .*<\/saml:NameID>/, ''])],
    [
      'fail',
      'name',
      'they name two',
      two(['>anne<', '>bob<']),
      { expected: 'anne', received: 'bob', path: '/Response/Assertion[2]/Subject', severity: 'error' },
    ],
    [
      'fail',
      'name',
      'they name two, and no connection is known',
      { ...two(['>anne<', '>bob<']), connection: null },
      { severity: 'warning' },
    ],
    ['fail', 'name', 'the format differs', two([PERSISTENT, 'nameid-format:transient'])],
    [
      'fail',
      'user',
      'the attribute that the user is taken from differs',
      {
        ...two(['>Sales<', '>Marketing<']),
        connection: ({ idp }) => connectionOf(idp, { user: { id: 'group', directory: '[CORP]' } }),
      },
      { expected: 'CORP\\Sales', received: 'CORP\\Marketing' },
    ],
    ['unknown', 'closed', 'who the second is about is encrypted', two([NAMEID, '<saml:EncryptedID/>'])],
  ]),
  ...casesOf('authn-statement-missing', [
    ['pass', 'ok', 'there is one', {}],
    ['fail', 'missing', 'there is none', { changes: [[/<saml:AuthnStatement .*<\/saml:AuthnStatement>/, '']] }],
    [
      'fail',
      'several-assertions',
      'none of two has one',
      {
        changes: [
          [/<saml:AuthnStatement .*<\/saml:AuthnStatement>/, ''],
          ['</samlp:Response>', '<saml:Assertion ID="_second" Version="2.0"/></samlp:Response>'],
        ],
      },
    ],
  ]),
  ...casesOf('logout-nameid-differs', [
    ['pass', 'ok', 'it is that of the login', { xml: LOGOUT_BY_SP, earlier: [RESPONSE] }],
    [
      'pass',
      'ok',
      'it is that of an earlier login',
      { xml: LOGOUT_BY_SP, earlier: [RESPONSE, change(RESPONSE, '>anne<', '>bob<')] },
    ],
    ['fail', 'value', 'it is another name', { xml: LOGOUT_BY_SP, earlier: [change(RESPONSE, '>anne<', '>bob<')] }],
    ['fail', 'white-space', 'it has a space', { xml: LOGOUT_BY_SP, earlier: [change(RESPONSE, '>anne<', '>anne <')] }],
    [
      'fail',
      'format',
      'it is of another format',
      { xml: LOGOUT_BY_SP, changes: [TRANSIENT], earlier: [RESPONSE] },
      { path: '/LogoutRequest/NameID' },
    ],
    [
      'fail',
      'qualifiers',
      'it lacks the SPNameQualifier',
      { xml: LOGOUT_BY_SP, changes: [[/ SPNameQualifier="[^"]*"/, '']], earlier: [RESPONSE] },
    ],
  ]),
  ...casesOf('session-index-missing', [
    ['pass', 'ok', 'the login has one', {}],
    ['fail', 'in-login', 'the login has none', { changes: [[' SessionIndex="_session"', '']] }],
    ['pass', 'ok', 'the logout has it', { xml: LOGOUT_BY_SP, earlier: [RESPONSE] }],
    [
      'fail',
      'in-logout',
      'the logout has none',
      { xml: LOGOUT_BY_SP, changes: [[/<samlp:SessionIndex>.*<\/samlp:SessionIndex>/, '']], earlier: [RESPONSE] },
      { expected: '_session' },
    ],
    [
      'fail',
      'not-named',
      'the logout has none, and the login was not recorded',
      { xml: LOGOUT_BY_SP, changes: [[/<samlp:SessionIndex>.*<\/samlp:SessionIndex>/, '']] },
      { severity: 'info' },
    ],
    [
      'fail',
      'unknown-session',
      'the logout has another',
      { xml: LOGOUT_BY_SP, changes: [['>_session<', '>_other<']], earlier: [RESPONSE] },
    ],
  ]),
];
