import { STATUS_CODE } from '#shared/saml/names.ts';
import { casesOf } from '../case.ts';
import { AUTHN_REQUEST, change, LOGOUT_RESPONSE } from '../messages.ts';
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

export const STATUS_CASES = [
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
      'InvalidNameIDPolicy',
      'NoAuthnContext',
      'NoAvailableIDP',
      'NoPassive',
      'NoSupportedIDP',
      'ProxyCountExceeded',
      'RequestDenied',
      'RequestUnsupported',
      'UnknownPrincipal',
      'UnsupportedBinding',
    ].map(
      (name) => ['fail', name, `the IdP answers ${name}`, failed(second(name)), { path: '/Response/Status' }] as const,
    ),
    [
      'fail',
      'NoPassive',
      'the request asked passively',
      failed(STATUS_CODE.noPassive, STATUS_CODE.responder, {
        request: change(AUTHN_REQUEST, ' Assertion', ' IsPassive="true" Assertion'),
      }),
    ],
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
