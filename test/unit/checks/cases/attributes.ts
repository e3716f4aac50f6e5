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

function requiring(from: string) {
  return ({ idp }: Keys) =>
    connectionOf(idp, { attributes: [{ from, to: 'group', required: true, values: new Map() }] });
}

const named = (name: string): NonNullable<Situation['changes']> => [['Name="group"', `Name="${name}"`]];
const CLAIM = 'http://schemas.xmlsoap.org/claims/Group';

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
    ['fail', 'case', 'it came in another case', { connection: requiring('Group') }],
    ['fail', 'short-name', 'its claim came', { connection: requiring('group'), changes: named(CLAIM) }],
  ]),
];

/** Values that are none of these, each by its check. */
export const HEALTHY_GROUPS: readonly (readonly [string, string])[] = [
  ['a distinguished name', value('CN=Sales,OU=Groups,DC=corp')],
  ['several values', value('a,b') + value('c,d')],
  ['a name with a trailing comma', value('Sales,')],
  ['a plain name', value('Sales')],
];
