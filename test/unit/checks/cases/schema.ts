import { encodeUtf8 } from '#shared/base/bytes.ts';
import { readText } from '#shared/wire/read-text.ts';
import type { TextOrigin } from '#shared/wire/text-origin.ts';
import { casesOf } from '../case.ts';
import { IDP, SP } from '../kit.ts';
import { LOGOUT_BY_IDP, LOGOUT_RESPONSE, RESPONSE } from '../messages.ts';
import type { Situation } from '../situation.ts';

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const SUBJECT = /<saml:Subject>.*<\/saml:Subject>/;
const CONFIRMATION = /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/;
const CONTEXT = /<saml:AuthnContext>.*<\/saml:AuthnContext>/;
const CONDITIONS = /<saml:Conditions .*<\/saml:Conditions>/;
const textOf = (pattern: RegExp): string => pattern.exec(RESPONSE)?.[0] ?? '';
const twice = (pattern: RegExp): Situation => ({ changes: [[pattern, textOf(pattern).repeat(2)]] });
const behind = (tag: string, xml: string): Situation => ({ changes: [[tag, `${tag}${xml}`]] });
const ADVICE = `<saml:Advice><saml:AssertionIDRef>_x</saml:AssertionIDRef></saml:Advice>`;

const UTF8 = encodeUtf8('<a/>');
const MARK = [0xef, 0xbb, 0xbf];
/** UTF-16, little end first, without its mark. */
const WIDE = [...UTF8].flatMap((byte) => [byte, 0]);

export const SCHEMA_CASES = [
  ...casesOf('schema-violated', [
    ['pass', 'ok', 'a login has all it must have', {}],
    ['pass', 'ok', 'a logout request has', { xml: LOGOUT_BY_IDP }],
    ['pass', 'ok', 'a logout response has', { xml: LOGOUT_RESPONSE }],
    [
      'pass',
      'ok',
      'there is everything that may be there, each in its place',
      {
        changes: [
          ['<samlp:Status>', '<samlp:Extensions><x xmlns="urn:x"/></samlp:Extensions><samlp:Status>'],
          ['</saml:Conditions>', `<saml:OneTimeUse/></saml:Conditions>${ADVICE}`],
          ['<saml:AuthnContext>', '<saml:SubjectLocality Address="192.0.2.1"/><saml:AuthnContext>'],
          [
            '</saml:AuthnContextClassRef>',
            '</saml:AuthnContextClassRef><saml:AuthnContextDeclRef>urn:x</saml:AuthnContextDeclRef><saml:AuthenticatingAuthority>urn:y</saml:AuthenticatingAuthority>',
          ],
          [
            '</saml:AttributeStatement>',
            '</saml:AttributeStatement><saml:AttributeStatement><saml:Attribute Name="a"/></saml:AttributeStatement>',
          ],
        ],
      },
    ],
    [
      'pass',
      'ok',
      'the statements stand in another order',
      {
        changes: [
          [
            /(<saml:AuthnStatement .*<\/saml:AuthnStatement>)(<saml:AttributeStatement>.*<\/saml:AttributeStatement>)/,
            swapped(),
          ],
        ],
      },
    ],
    [
      'fail',
      'attribute-missing',
      'the confirmation has no Method',
      { changes: [[` Method="${BEARER}"`, '']] },
      { path: '/Response/Assertion/Subject/SubjectConfirmation/@Method', severity: 'error' },
    ],
    [
      'fail',
      'attribute-missing',
      'there is no AuthnInstant',
      { changes: [[/ AuthnInstant="[^"]*"/, '']] },
      { severity: 'error' },
    ],
    [
      'fail',
      'attribute-missing',
      'an attribute has no Name',
      { changes: [[' Name="group"', '']] },
      { severity: 'error' },
    ],
    [
      'fail',
      'attribute-missing',
      'a status code has no Value',
      { changes: [[/<samlp:StatusCode Value="[^"]*"/, '<samlp:StatusCode']] },
    ],
    [
      'fail',
      'attribute-unexpected',
      'the end of the conditions is misspelt',
      { changes: [[/(?<=<saml:Conditions [^>]*)NotOnOrAfter/, 'notOnOrAfter']] },
      { path: '/Response/Assertion/Conditions/@notOnOrAfter', severity: 'error' },
    ],
    [
      'pass',
      'ok',
      'there is one of another namespace',
      { changes: [['<saml:SubjectConfirmationData ', '<saml:SubjectConfirmationData xmlns:x="urn:x" x:device="a" ']] },
    ],
    [
      'fail',
      'missing',
      'the statement has no AuthnContext',
      { changes: [[CONTEXT, '']] },
      { path: '/Response/Assertion/AuthnStatement', severity: 'error' },
    ],
    [
      'fail',
      'missing',
      'it has none, and nobody knows who takes it',
      { changes: [[CONTEXT, '']], connection: null },
      { severity: 'warning' },
    ],
    [
      'fail',
      'nothing-said',
      'the AuthnContext is empty',
      { changes: [[CONTEXT, '<saml:AuthnContext/>']] },
      { severity: 'error' },
    ],
    [
      'fail',
      'repeated',
      'there are two subjects',
      twice(SUBJECT),
      { path: '/Response/Assertion/Subject[2]', severity: 'error' },
    ],
    ['fail', 'repeated', 'there are two Conditions', twice(CONDITIONS)],
    [
      'fail',
      'repeated',
      'there are two Issuers',
      { ...behind('</saml:Issuer>', `<saml:Issuer>${IDP}</saml:Issuer>`), connection: null },
      { severity: 'error' },
    ],
    [
      'fail',
      'repeated',
      'there are two status',
      { changes: [[/<samlp:Status>.*<\/samlp:Status>/, textOf(/<samlp:Status>.*<\/samlp:Status>/).repeat(2)]] },
    ],
    ['fail', 'repeated', 'there are two AuthnContexts', twice(CONTEXT)],
    [
      'fail',
      'repeated',
      'the subject has a NameID and an EncryptedID',
      behind('</saml:NameID>', '<saml:EncryptedID/>'),
    ],
    [
      'fail',
      'repeated',
      'a logout request names two users',
      { xml: LOGOUT_BY_IDP, changes: [['</saml:NameID>', '</saml:NameID><saml:NameID>bob</saml:NameID>']] },
    ],
    [
      'fail',
      'repeated',
      'there are two OneTimeUse',
      behind('</saml:AudienceRestriction>', '<saml:OneTimeUse/><saml:OneTimeUse/>'),
    ],
    [
      'fail',
      'order',
      'who may confirm stands before who is meant',
      {
        changes: [
          [CONFIRMATION, ''],
          ['<saml:Subject>', `<saml:Subject>${textOf(CONFIRMATION)}`],
        ],
      },
      { severity: 'error' },
    ],
    [
      'fail',
      'order',
      'an Advice stands before the subject',
      { changes: [['<saml:Subject>', `${ADVICE}<saml:Subject>`]] },
      { severity: 'error' },
    ],
    [
      'fail',
      'order',
      'the status of a logout stands before the issuer, which nobody takes for another',
      {
        xml: LOGOUT_RESPONSE,
        changes: [
          [/(<saml:Issuer>.*<\/saml:Issuer>)/, ''],
          ['</samlp:Status>', `</samlp:Status><saml:Issuer>${IDP}</saml:Issuer>`],
        ],
      },
      { severity: 'warning' },
    ],
    [
      'fail',
      'unexpected',
      'the assertion holds something else',
      behind('</saml:Conditions>', '<x xmlns="urn:x"/>'),
      { severity: 'error' },
    ],
    [
      'fail',
      'unexpected',
      'an audience restriction holds something else',
      behind(`<saml:Audience>${SP}</saml:Audience>`, '<x xmlns="urn:x"/>'),
      { severity: 'error' },
    ],
    [
      'fail',
      'unexpected',
      'the response holds something else, which nobody reads',
      { changes: [['<samlp:Status>', '<x xmlns="urn:x"/><samlp:Status>']] },
      { severity: 'warning' },
    ],
  ]),
  ...casesOf('encoding-doubtful', [
    ['pass', 'ok', 'it is UTF-8', { origin: read(UTF8) }],
    ['pass', 'ok', 'it is UTF-16 with a mark', { origin: read([0xff, 0xfe, ...WIDE]) }],
    ['fail', 'mark-missing', 'it is UTF-16 without one', { origin: read(WIDE) }, { severity: 'error' }],
    [
      'fail',
      'mark-missing',
      'nobody knows who takes it',
      { origin: read(WIDE), connection: null },
      { severity: 'warning' },
    ],
    ['fail', 'mark-again', 'there are two', { origin: read([...MARK, ...MARK, ...UTF8]) }],
    [
      'fail',
      'declaration',
      'it declares another',
      { origin: read([...MARK, ...encodeUtf8('<?xml version="1.0" encoding="iso-8859-1"?><a/>')]) },
      { expected: 'UTF-8', received: 'iso-8859-1' },
    ],
  ]),
];

/** How these bytes were read. */
function read(bytes: Iterable<number>): TextOrigin {
  return readText(Uint8Array.from(bytes)).origin;
}

function swapped(): string {
  return `${textOf(/<saml:AttributeStatement>.*<\/saml:AttributeStatement>/)}${textOf(/<saml:AuthnStatement .*<\/saml:AuthnStatement>/)}`;
}
