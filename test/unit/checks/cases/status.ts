import { STATUS_CODE } from '#shared/saml/names.ts';
import { casesOf } from '../case.ts';
import { AUTHN_REQUEST, LOGOUT_RESPONSE } from '../messages.ts';
import type { Situation } from '../situation.ts';

const CODE = `<samlp:StatusCode Value="${STATUS_CODE.success}"/>`;

/** A failed response: no assertion, nothing signed. */
function failed(second: string, top: string = STATUS_CODE.requester, more: Situation = {}): Situation {
  const codes = `<samlp:StatusCode Value="${top}"><samlp:StatusCode Value="${second}"/></samlp:StatusCode><samlp:StatusMessage>No.</samlp:StatusMessage>`;
  return {
    ...more,
    changes: [
      [CODE, codes],
      [/<saml:Assertion .*<\/saml:Assertion>/, ''],
    ],
    sign: [],
  };
}

function logout(codes: string): Situation {
  return { xml: LOGOUT_RESPONSE, changes: [[CODE, codes]] };
}

const second = (name: string): string => `urn:oasis:names:tc:SAML:2.0:status:${name}`;

const under = (code: string): string =>
  `<samlp:StatusCode Value="${STATUS_CODE.responder}"><samlp:StatusCode Value="${code}"/></samlp:StatusCode>`;

const asks = (attributes: string, content: string): string =>
  AUTHN_REQUEST.replace(' AssertionConsumer', `${attributes} AssertionConsumer`).replace(
    '</samlp:AuthnRequest>',
    `${content}</samlp:AuthnRequest>`,
  );

/** Requests that ask for what the status is about. */
const ASKING: Readonly<Record<string, string>> = {
  InvalidNameIDPolicy: asks('', '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"/>'),
  NoAuthnContext: asks(
    '',
    '<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:x</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>',
  ),
  NoPassive: asks(' IsPassive="true"', ''),
  UnsupportedBinding: asks(' ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"', ''),
};

/** What of the SP’s logout request the IdP minds, in whose hands that is, and how it may say so. */
const MINDED = [
  ['session-index', 'SessionIndex is required', 'sp'],
  ['session-index', 'LogoutRequest without session_index', 'sp'],
  ['name', 'NameID does not match', 'sp'],
  ['name', 'No such user', 'sp'],
  ['unsigned', 'Logout requests must be signed', 'sp'],
  ['signature', 'Bad signature', 'sp'],
  ['destination', 'Wrong Destination', 'sp'],
  ['sender', 'Issuer is not registered here', 'idp'],
  ['session', 'The session has expired', 'sp'],
  ['session', 'Already logged out', 'sp'],
  ['expired', 'Message has expired', 'sp'],
  ['expired', 'NotOnOrAfter has passed', 'sp'],
] as const;

export const STATUS_CASES = [
  ...casesOf('artifact-empty', [
    [
      'fail',
      'empty',
      'it says Success and nothing more',
      {
        xml: LOGOUT_RESPONSE.replaceAll('LogoutResponse', 'ArtifactResponse').replace(/ Destination="[^"]*"/, ''),
        connection: null,
        sign: [],
      },
      { severity: 'error' },
    ],
  ]),
  ...casesOf('soap-fault', [
    [
      'fail',
      'fault',
      'the endpoint could not do it',
      {
        xml: '<e:Fault xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><faultcode>e:Server</faultcode><faultstring>Down</faultstring></e:Fault>',
        sign: [],
      },
    ],
  ]),
  ...casesOf('status-not-success', [
    ['pass', 'ok', 'it is Success', {}],
    ['fail', 'missing', 'there is no Status', { changes: [[/<samlp:Status>.*<\/samlp:Status>/, '']] }],
    ['fail', 'other', 'the code is nobody’s', { changes: [[STATUS_CODE.success, 'urn:example:no']] }],
    ['fail', 'Requester', 'the second code is unknown', failed('urn:example:no')],
    [
      'fail',
      'Responder',
      'there is no second code',
      {
        changes: [
          [STATUS_CODE.success, STATUS_CODE.responder],
          [/<saml:Assertion .*<\/saml:Assertion>/, ''],
        ],
        sign: [],
      },
    ],
    [
      'fail',
      'VersionMismatch',
      'the versions differ',
      { changes: [[STATUS_CODE.success, STATUS_CODE.versionMismatch]] },
    ],
    ...[
      'AuthnFailed',
      'InvalidAttrNameOrValue',
      'NoAvailableIDP',
      'NoSupportedIDP',
      'ProxyCountExceeded',
      'RequestDenied',
      'RequestUnsupported',
      'UnknownPrincipal',
    ].map(
      (name) => ['fail', name, `the IdP answers ${name}`, failed(second(name)), { path: '/Response/Status' }] as const,
    ),
    ...Object.entries(ASKING).flatMap(([name, asks]) => [
      [
        'fail',
        name,
        'the request asks for it',
        failed(second(name), STATUS_CODE.requester, { request: asks }),
      ] as const,
      [
        'fail',
        `${name}-not-asked`,
        'the request asks for nothing of the kind',
        failed(second(name), STATUS_CODE.requester, { request: AUTHN_REQUEST }),
      ] as const,
      ['fail', `${name}-unseen`, 'the request was not recorded', failed(second(name))] as const,
    ]),
    [
      'fail',
      'said',
      'the product says why in words that are known',
      {
        changes: [
          [
            CODE,
            `<samlp:StatusCode Value="${STATUS_CODE.responder}"/><samlp:StatusMessage>AADSTS50105: not assigned</samlp:StatusMessage>`,
          ],
          [/<saml:Assertion .*<\/saml:Assertion>/, ''],
        ],
        sign: [],
      },
    ],
    ...['AuthnFailed', 'RequestDenied', 'RequestUnsupported', 'UnknownPrincipal', 'UnsupportedBinding'].map(
      (name) => ['fail', `logout-${name}`, `a logout is answered with ${name}`, logout(under(second(name)))] as const,
    ),
    ...['Requester', 'Responder'].map(
      (name) =>
        [
          'fail',
          `logout-${name}`,
          `a logout is answered with ${name} alone`,
          logout(`<samlp:StatusCode Value="${second(name)}"/>`),
        ] as const,
    ),
    ...MINDED.map(
      ([matter, words, owner]) =>
        [
          'fail',
          `logout-${matter}`,
          `the answer to a logout says “${words}”`,
          logout(
            `<samlp:StatusCode Value="${STATUS_CODE.requester}"/><samlp:StatusMessage>${words}</samlp:StatusMessage>`,
          ),
          { owner },
        ] as const,
    ),
    ['pass', 'ok', 'a logout succeeded', { xml: LOGOUT_RESPONSE }],
    [
      'fail',
      'PartialLogout',
      'not all were logged out',
      logout(
        `<samlp:StatusCode Value="${STATUS_CODE.responder}"><samlp:StatusCode Value="${STATUS_CODE.partialLogout}"/></samlp:StatusCode>`,
      ),
    ],
    [
      'fail',
      'PartialLogout',
      'it stands under Success',
      logout(
        `<samlp:StatusCode Value="${STATUS_CODE.success}"><samlp:StatusCode Value="${STATUS_CODE.partialLogout}"/></samlp:StatusCode>`,
      ),
    ],
  ]),
];
