import { parseExtraction } from '#shared/pattern/parse-pattern.ts';
import type { AttributeRow, Extraction } from '#shared/saml/connection/connection.ts';
import { casesOf } from '../case.ts';
import { connectionOf, type Keys } from '../kit.ts';
import type { Situation } from '../situation.ts';

const VALUE = '<saml:AttributeValue>Sales</saml:AttributeValue>';
const GUID = '3f2a8c1e-0000-4000-8000-123456789abc';

function group(values: string, more: Situation = {}): Situation {
  return { ...more, changes: [[VALUE, values]] };
}

function value(text: string): string {
  return `<saml:AttributeValue>${text}</saml:AttributeValue>`;
}

type Row = Partial<AttributeRow>;

function mapping(from: string, more: Row = {}) {
  return ({ idp }: Keys) =>
    connectionOf(idp, { attributes: [{ from, to: 'group', required: false, values: new Map(), ...more }] });
}

function requiring(from: string, more: Row = {}) {
  return mapping(from, { required: true, ...more });
}

/** The pattern of a row; what is wrong with it is thrown. */
function extraction(text: string): Extraction {
  return { text, pattern: parseExtraction(text, (_, reason) => new Error(reason)) };
}

/** A claim that is known by its OID alone. */
const MAIL: NonNullable<Situation['changes']> = [['Name="group"', 'Name="urn:oid:0.9.2342.19200300.100.1.3"']];
const FORMAT_URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';

const named = (name: string): NonNullable<Situation['changes']> => [['Name="group"', `Name="${name}"`]];
const CLAIM = 'http://schemas.xmlsoap.org/claims/Group';

const AWS = 'arn:aws:iam::123456789012';
const awsRole = (text: string, name = 'Attributes/Role'): Situation => ({
  changes: [
    ['"group"', `"https://aws.amazon.com/SAML/${name}"`],
    ['>Sales<', `>${text}<`],
  ],
});

export const ATTRIBUTE_CASES = [
  ...casesOf('attribute-joined-list', [
    ['fail', 'joined', 'groups are joined by commas', group(value('Sales,Marketing')), { received: 'Sales,Marketing' }],
    ['fail', 'joined', 'groups are joined by semicolons', group(value('Sales; Marketing'))],
    ['fail', 'joined', 'distinguished names are joined by semicolons', group(value('CN=a,DC=x;CN=b,DC=x'))],
  ]),
  ...casesOf('attribute-group-guids', [['fail', 'guids', 'a group is a GUID', group(value(GUID)), { received: GUID }]]),
  ...casesOf('attribute-group-overage', [
    [
      'fail',
      'link',
      'there is a link instead of groups',
      { changes: named('http://schemas.microsoft.com/claims/groups.link') },
    ],
  ]),
  ...casesOf('attribute-required-missing', [
    ['pass', 'ok', 'it came', { connection: requiring('group') }],
    [
      'pass',
      'ok',
      'it came by its FriendlyName',
      {
        connection: requiring('memberOf'),
        changes: [['Name="group"', 'Name="urn:oid:1.2.3" FriendlyName="memberOf"']],
      },
    ],
    ['fail', 'missing', 'it did not come', { connection: requiring('department') }, { received: 'group' }],
    ['fail', 'no-value', 'it came without a value', { connection: requiring('group'), changes: [[VALUE, '']] }],
    [
      'fail',
      'no-value',
      'its value is nil',
      {
        connection: requiring('group'),
        changes: [
          [VALUE, '<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'],
        ],
      },
    ],
    [
      'fail',
      'blank',
      'its values are empty',
      { connection: requiring('group'), changes: [[VALUE, value('') + value('')]] },
    ],
    [
      'fail',
      'blank',
      'its values are white space',
      { connection: requiring('group'), changes: [[VALUE, value('\n\t ')]] },
    ],
    [
      'pass',
      'ok',
      'one of its values says something',
      { connection: requiring('group'), changes: [[VALUE, value('') + value('x')]] },
    ],
    [
      'fail',
      'dropped',
      'none of its values is mapped',
      { connection: requiring('group', { values: new Map([['a', 'b']]), unmapped: 'drop' }) },
    ],
    [
      'fail',
      'spaces',
      'its name has white space around it',
      { connection: requiring('group'), changes: named(' group ') },
    ],
    ['fail', 'case', 'it came in another case', { connection: requiring('Group') }],
    [
      'fail',
      'scheme',
      'its claim came by https',
      { connection: requiring(CLAIM), changes: named(CLAIM.replace('http:', 'https:')) },
    ],
    ['fail', 'short-name', 'its claim came', { connection: requiring('group'), changes: named(CLAIM) }],
    ['fail', 'same', 'its OID came', { connection: requiring('mail'), changes: MAIL }],
    [
      'fail',
      'same',
      'its name came, and the map has the OID',
      { connection: requiring('urn:oid:0.9.2342.19200300.100.1.3'), changes: named('mail') },
    ],
    [
      'pass',
      'ok',
      'its OID came with the FriendlyName',
      {
        connection: requiring('mail'),
        changes: [['Name="group"', 'Name="urn:oid:0.9.2342.19200300.100.1.3" FriendlyName="mail"']],
      },
    ],
    [
      'fail',
      'name-format',
      'it came in another NameFormat',
      { connection: requiring('group', { nameFormat: FORMAT_URI }) },
    ],
    [
      'pass',
      'ok',
      'it came in the NameFormat',
      {
        connection: requiring('group', { nameFormat: FORMAT_URI }),
        changes: [['Name="group"', `Name="group" NameFormat="${FORMAT_URI}"`]],
      },
    ],
    ['fail', 'name-kind', 'it came as a Name', { connection: requiring('group', { by: 'friendlyName' }) }],
    [
      'fail',
      'overage',
      'there is a link instead of groups',
      {
        connection: requiring('http://schemas.microsoft.com/ws/2008/06/identity/claims/groups'),
        changes: named('http://schemas.microsoft.com/claims/groups.link'),
      },
    ],
  ]),
  ...casesOf('attribute-aws-role', [
    ['pass', 'ok', 'role and provider', awsRole(`${AWS}:role/Admin,${AWS}:saml-provider/Okta`)],
    ['pass', 'ok', 'provider and role', awsRole(`${AWS}:saml-provider/Okta, ${AWS}:role/path/Admin`)],
    ['fail', 'provider-missing', 'a role alone', awsRole(`${AWS}:role/Admin`)],
    ['fail', 'role-missing', 'a provider alone', awsRole(`${AWS}:saml-provider/Okta`)],
    ['fail', 'form', 'an account that is none', awsRole('arn:aws:iam::12:role/A,arn:aws:iam::12:saml-provider/O')],
    ['fail', 'form', 'two pairs in one', awsRole([1, 2].map(() => `${AWS}:role/A,${AWS}:saml-provider/O`).join(','))],
    ['fail', 'name', 'its name in small letters', awsRole(`${AWS}:role/A,${AWS}:saml-provider/O`, 'attributes/role')],
  ]),
  ...casesOf('attribute-value-refused', [
    [
      'fail',
      'split-several',
      'a list is in a list',
      { connection: mapping('group', { split: ';' }), changes: [[VALUE, value('a;b') + value('c')]] },
    ],
    [
      'fail',
      'spaced',
      'a value is in the map but for white space',
      {
        connection: mapping('group', { values: new Map([['Sales', 'S']]), unmapped: 'refuse' }),
        changes: [[VALUE, value('Sales ')]],
      },
    ],
    [
      'fail',
      'unmatched',
      'a value does not match',
      { connection: mapping('group', { extract: extraction('CN=(.*)'), unmatched: 'refuse' }) },
    ],
    [
      'fail',
      'unmapped',
      'a value is not mapped',
      { connection: mapping('group', { values: new Map([['a', 'b']]), unmapped: 'refuse' }) },
    ],
  ]),
  ...casesOf('attribute-value-spaced', [['fail', 'around', 'a value ends with a space', group(value('Sales '))]]),
];

/** Values that are none of these, each by its check. */
export const HEALTHY_GROUPS: readonly (readonly [string, string])[] = [
  ['a distinguished name', value('CN=Sales,OU=Groups,DC=corp')],
  ['several values', value('a,b') + value('c,d')],
  ['a name with a trailing comma', value('Sales,')],
  ['a plain name', value('Sales')],
  ['a role of AWS', value('arn:aws:iam::123456789012:role/Dev,arn:aws:iam::123456789012:saml-provider/Idp')],
];
