import type { Connection } from '#shared/saml/connection/connection.ts';
import { casesOf } from '../case.ts';
import { certificateBase64, connectionOf } from '../kit.ts';
import { AUTHN_REQUEST, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/;
const CLASSES = 'urn:oasis:names:tc:SAML:2.0:ac:classes';

function inRequest(xml: string): string {
  return AUTHN_REQUEST.replace('</samlp:AuthnRequest>', `${xml}</samlp:AuthnRequest>`);
}

function context(comparison: string, name: string): string {
  return inRequest(
    `<samlp:RequestedAuthnContext Comparison="${comparison}"><saml:AuthnContextClassRef>${CLASSES}:${name}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`,
  );
}

/** An answer that refuses what was asked for. */
function refused(code: string, request: string): Situation {
  const inner = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/>`;
  return {
    request,
    changes: [
      [ASSERTION, ''],
      [
        /<samlp:StatusCode [^>]*>/,
        `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Requester">${inner}</samlp:StatusCode>`,
      ],
    ],
  };
}

/** An IdP that fails with these words, and the SP's metadata with a key for that use. */
function cannotEncrypt(message: string, use: string): Situation {
  return {
    connection: null,
    metadata: ({ sp }) => [spMetadata(certificateBase64(sp)).replace('<md:KeyDescriptor>', `<md:KeyDescriptor${use}>`)],
    changes: [
      [ASSERTION, ''],
      ['status:Success"/>', `status:Responder"/><samlp:StatusMessage>${message}</samlp:StatusMessage>`],
    ],
  };
}

function relayState(text: string): Situation {
  return { relayState: text };
}

/** What a connection always asks for. */
const CERTIFICATE = {
  forceAuthn: false,
  isPassive: false,
  authnContext: { comparison: 'minimum' as const, classes: ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509'] },
} satisfies Connection['request'];

export const ASKED_CASES = [
  ...casesOf('encryption-impossible', [
    [
      'fail',
      'no-key',
      'the SP’s metadata has a key for signing only',
      cannotEncrypt('Unable to encrypt assertion', ' use="signing"'),
      { severity: 'error' },
    ],
    [
      'fail',
      'no-key',
      'an IdP says so in German',
      cannotEncrypt('Die Assertion konnte nicht verschlüsselt werden', ' use="signing"'),
    ],
    [
      'unknown',
      'no-metadata',
      'nobody knows the SP’s metadata',
      { ...cannotEncrypt('No encryption credential', ''), metadata: () => [] },
    ],
  ]),
  ...casesOf('status-request-cause', [
    [
      'fail',
      'nameid-format',
      'InvalidNameIDPolicy answers a format',
      refused('InvalidNameIDPolicy', inRequest('<samlp:NameIDPolicy Format="urn:x"/>')),
      { received: 'urn:x' },
    ],
    ['fail', 'authn-context', 'NoAuthnContext answers a class', refused('NoAuthnContext', context('exact', 'X509'))],
    [
      'fail',
      'binding',
      'UnsupportedBinding answers artifact',
      refused(
        'UnsupportedBinding',
        AUTHN_REQUEST.replace(' Destination', ' ProtocolBinding="urn:artifact" Destination'),
      ),
    ],
    [
      'fail',
      'encryption-key',
      'it could not encrypt, and the SP’s metadata has a key for signing alone',
      {
        connection: null,
        metadata: ({ sp }) => [
          spMetadata(certificateBase64(sp)).replace('<md:KeyDescriptor>', '<md:KeyDescriptor use="signing">'),
        ],
        changes: [
          [ASSERTION, ''],
          [
            /<samlp:StatusCode [^>]*>/,
            '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/><samlp:StatusMessage>Unable to encrypt assertion</samlp:StatusMessage>',
          ],
        ],
      },
    ],
  ]),
  ...casesOf('authn-context-weaker', [
    ['pass', 'ok', 'it is as strong', { request: context('minimum', 'Password') }],
    ['fail', 'weaker', 'a certificate was asked for', { request: context('minimum', 'X509') }],
    [
      'fail',
      'weaker',
      'the connection always asks for a certificate',
      { connection: ({ idp }) => connectionOf(idp, { request: CERTIFICATE }) },
      { severity: 'error' },
    ],
  ]),
  ...casesOf('force-and-passive', [
    [
      'fail',
      'both',
      'both are true',
      { xml: AUTHN_REQUEST.replace(' Destination', ' ForceAuthn="true" IsPassive="true" Destination') },
    ],
  ]),
  ...casesOf('requested-context-exact', [
    ['fail', 'password', 'a password is insisted on', { xml: context('exact', 'PasswordProtectedTransport') }],
  ]),
  ...casesOf('relay-state-open-redirect', [
    ['fail', 'scheme-relative', 'it begins with //', relayState('//evil.example/x')],
    ['fail', 'scheme-relative', 'it begins with three slashes', relayState('///evil.example')],
    ['fail', 'backslash', 'it has a backslash', relayState('/\\evil.example')],
    ['fail', 'backslash', 'backslashes follow the scheme', relayState('https:\\\\evil.example')],
    ['fail', 'userinfo', 'it has a user', relayState('https://sp.example@evil.example/')],
    ['fail', 'script', 'it is a script', relayState('JavaScript:alert(1)')],
    ['fail', 'control', 'it has a tab', relayState('/\t/evil.example')],
    ['fail', 'other-host', 'it is another host', relayState('https://evil.example/'), { severity: 'info' }],
  ]),
  ...casesOf('relay-state-empty', [['fail', 'empty', 'it is there without a value', relayState('')]]),
  ...casesOf('assertion-lifetime-long', [
    [
      'fail',
      'long',
      'it lasts two days',
      { changes: [[/(?<=Conditions [^>]*NotOnOrAfter=")2026-01-01/, '2026-01-03']] },
    ],
  ]),
  ...casesOf('validity-reversed', [
    ['fail', 'reversed', 'it ends before it begins', { changes: [['11:59:00Z', '12:05:00Z']] }],
  ]),
  ...casesOf('session-short', [
    ['fail', 'short', 'it lasts ten minutes', { changes: [['2026-01-01T20:00:00Z', '2026-01-01T12:10:00Z']] }],
  ]),
  ...casesOf('instant-without-zone', [
    ['fail', 'no-zone', 'there is none', { changes: [['11:59:00Z', '11:59:00']] }, { severity: 'warning' }],
    ['fail', 'offset', 'it has an offset', { changes: [['11:59:00Z', '12:59:00+01:00']] }, { severity: 'info' }],
  ]),
  ...casesOf('clock-ahead', [
    ['fail', 'ahead', 'it is valid 31 ms later', { changes: [['11:59:00Z', '12:00:05.031Z']] }],
  ]),
];
