import { parseExtraction } from '#shared/pattern/parse-pattern.ts';
import type { AttributeRow } from '#shared/saml/connection/connection.ts';
import { casesOf } from '../case.ts';
import { certificateBase64, connectionOf, IDP, type Keys, SP } from '../kit.ts';
import { AUTHN_REQUEST, idpMetadata, RESPONSE } from '../messages.ts';
import type { Situation } from '../situation.ts';

const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const VALUE = '<saml:AttributeValue>Sales</saml:AttributeValue>';
const ATTRIBUTE = `<saml:Attribute Name="group">${VALUE}</saml:Attribute>`;

function policy(format: string): Situation {
  return {
    connection: null,
    xml: AUTHN_REQUEST.replace('</samlp:Auth', `<samlp:NameIDPolicy Format="${format}"/></samlp:Auth`),
    metadata: ({ idp }) => [
      idpMetadata(certificateBase64(idp)).replace(
        '<md:SingleSignOn',
        `<md:NameIDFormat>${EMAIL}</md:NameIDFormat><md:SingleSignOn`,
      ),
    ],
  };
}

function mapping(
  from: string,
  to = 'department',
  values: readonly (readonly [string, string])[] = [],
  more: Partial<AttributeRow> = {},
) {
  const row = { from, to, required: false, values: new Map(values), ...more };
  return ({ idp }: Keys) => connectionOf(idp, { attributes: [row] });
}

/** Matches nothing that these messages have. */
const NO_MATCH = { text: 'CN=.*', pattern: parseExtraction('CN=.*', (_, reason) => new Error(reason)) };

function value(text: string): Situation {
  return { changes: [['>Sales<', `>${text}<`]] };
}

function attributes(xml: string, more: Situation = {}): Situation {
  return { ...more, changes: [[ATTRIBUTE, xml]] };
}

const named = (name: string): string => ATTRIBUTE.replace('group', name);

export const NAME_CASES = [
  ...casesOf('nameid-format-not-offered', [
    ['pass', 'ok', 'the IdP offers it', policy(EMAIL)],
    ['fail', 'not-offered', 'the IdP offers another', policy(PERSISTENT), { expected: EMAIL, received: PERSISTENT }],
  ]),
  ...casesOf('nameid-format-violated', [
    ['fail', 'not-email', 'the address has no @', { changes: [[PERSISTENT, EMAIL]] }],
    ['fail', 'too-long', 'it has 300 characters', { changes: [['>anne<', `>${'a'.repeat(300)}<`]] }],
  ]),
  ...casesOf('nameid-qualifier-foreign', [
    ['fail', 'sp', 'it is another SP’s', { changes: [[`SPNameQualifier="${SP}"`, 'SPNameQualifier="https://other"']] }],
    [
      'fail',
      'idp',
      'it is another IdP’s',
      { changes: [['SPNameQualifier', 'NameQualifier="https://other" SPNameQualifier']] },
      { expected: IDP },
    ],
  ]),
  ...casesOf('nameid-case-differs', [
    [
      'fail',
      'case',
      'the login before wrote it otherwise',
      { earlier: [RESPONSE.replace('>anne<', '>Anne<').replaceAll('="_', '="_x')] },
      { expected: 'Anne', received: 'anne' },
    ],
  ]),
  ...casesOf('nameid-white-space', [['fail', 'around', 'it is indented', { changes: [['>anne<', '>\n  anne <']] }]]),
  ...casesOf('subject-address', [
    ['fail', 'bound', 'there is one', { changes: [['Data Recipient', 'Data Address="192.0.2.1" Recipient']] }],
  ]),
  ...casesOf('attribute-name-prototype', [
    ['fail', 'name', 'it is __proto__', attributes(named('__proto__')), { received: '__proto__' }],
    ['fail', 'name', 'its FriendlyName is constructor', attributes(named('x" FriendlyName="constructor'))],
  ]),
  ...casesOf('value-unprintable', [
    ['fail', 'bidi', 'the text is turned round', value('Sales\u202Efdp.exe')],
    ['fail', 'control', 'there is a control character', value('Sales\u0085')],
    ['fail', 'invisible', 'there is a zero-width space', value('Sa\u200Bles')],
    ['fail', 'bidi', 'it is in the NameID', { changes: [['>anne<', '>anne\u2066<']] }],
  ]),
  ...casesOf('value-html', [
    ['fail', 'markup', 'a value is a script', value('&lt;script>alert(1)&lt;/script>')],
    ['fail', 'markup', 'the NameID has a tag', { changes: [['>anne<', '>&lt;img src=x onerror=alert(1)><']] }],
  ]),
  ...casesOf('attribute-empty', [
    ['fail', 'no-value', 'there is none', attributes('<saml:Attribute Name="group"/>')],
    ['fail', 'blank', 'it is blank', value(' ')],
  ]),
  ...casesOf('attribute-name-repeated', [
    ['fail', 'repeated', 'it comes twice', attributes(ATTRIBUTE + ATTRIBUTE)],
    ['fail', 'case', 'it comes in two cases', attributes(ATTRIBUTE + named('Group')), { received: 'Group' }],
  ]),
  ...casesOf('attribute-map-near-miss', [
    ['fail', 'case', 'the map has another case', { connection: mapping('Group') }, { expected: 'Group' }],
    [
      'fail',
      'scheme',
      'the map has the claim by https',
      {
        connection: mapping('https://schemas.xmlsoap.org/claims/Group'),
        changes: [['"group"', '"http://schemas.xmlsoap.org/claims/Group"']],
      },
    ],
    ['fail', 'short-name', 'the map has the claim', { connection: mapping('http://schemas.xmlsoap.org/claims/Group') }],
    [
      'fail',
      'spaces',
      'the name has white space around it',
      attributes(named(' group'), { connection: mapping('group') }),
    ],
    [
      'fail',
      'same',
      'the map has the name and the OID came',
      attributes(named('urn:oid:0.9.2342.19200300.100.1.3'), { connection: mapping('mail') }),
      { expected: 'mail', received: 'urn:oid:0.9.2342.19200300.100.1.3' },
    ],
    [
      'fail',
      'name-format',
      'the map has another format',
      { connection: mapping('group', 'x', [], { nameFormat: 'urn:x' }) },
    ],
    [
      'fail',
      'name-kind',
      'the map wants a FriendlyName',
      { connection: mapping('group', 'x', [], { by: 'friendlyName' }) },
    ],
  ]),
  ...casesOf('attribute-nested-nameid', [
    [
      'fail',
      'nested',
      'it is eduPersonTargetedID',
      attributes(
        '<saml:Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.10"><saml:AttributeValue><saml:NameID>k3</saml:NameID></saml:AttributeValue></saml:Attribute>',
      ),
      { received: 'k3' },
    ],
  ]),
  ...casesOf('attribute-role-missing', [
    ['fail', 'missing', 'the role did not come', { connection: mapping('userRole', 'role') }, { expected: 'userRole' }],
  ]),
  ...casesOf('attribute-values-many', [
    ['fail', 'many', 'there are 150', attributes(ATTRIBUTE.replace(VALUE, VALUE.repeat(150)))],
  ]),
  ...casesOf('attribute-statement-missing', [
    ['fail', 'none', 'there are none', attributes('')],
    [
      'fail',
      'none-for-map',
      'the connection maps some',
      attributes('', { connection: mapping('x') }),
      { severity: 'warning' },
    ],
  ]),
  ...casesOf('attribute-encrypted', [
    ['unknown', 'encrypted', 'one is', attributes(`${ATTRIBUTE}<saml:EncryptedAttribute/>`)],
  ]),
  ...casesOf('attribute-value-unmapped', [
    [
      'fail',
      'unmapped',
      'it is not in the map',
      { connection: mapping('group', 'group', [['3f2a', 'Sales']]) },
      { received: 'Sales' },
    ],
    [
      'fail',
      'dropped',
      'the map drops it',
      { connection: mapping('group', 'group', [['3f2a', 'x']], { unmapped: 'drop' }) },
    ],
    [
      'fail',
      'unmatched',
      'the pattern does not match it',
      { connection: mapping('group', 'group', [], { extract: NO_MATCH }) },
    ],
  ]),
];
