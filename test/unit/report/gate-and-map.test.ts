import { beforeAll, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { secondOpinion } from '#server/gate/second-opinion.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { AttributeRow, Connection } from '#shared/saml/connection/connection.ts';
import { connectionOf, type Keys, NOW, testKeys } from '../checks/kit.ts';
import { RESPONSE } from '../checks/messages.ts';

/** Names by which four kinds of identity providers send the same: who somebody is, their mail, their groups. */
interface Family {
  readonly name: string;
  readonly id: string;
  readonly mail: string;
  readonly groups: string;
  readonly format: string | null;
  /** FriendlyNames, where it sends them. */
  readonly friendly: Readonly<Record<string, string>>;
}

const FORMAT = 'urn:oasis:names:tc:SAML:2.0:attrname-format:';
const MS = 'http://schemas.microsoft.com';
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const OID = 'urn:oid:';
const OIDS = { id: `${OID}0.9.2342.19200300.100.1.1`, mail: `${OID}0.9.2342.19200300.100.1.3` };

const FAMILIES: readonly Family[] = [
  { name: 'basic', id: 'uid', mail: 'mail', groups: 'isMemberOf', format: `${FORMAT}basic`, friendly: {} },
  {
    ...{ name: 'OID', ...OIDS, groups: `${OID}1.3.6.1.4.1.5923.1.5.1.1`, format: `${FORMAT}uri` },
    friendly: { [OIDS.id]: 'uid', [OIDS.mail]: 'mail' },
  },
  {
    ...{ name: 'claims', id: `${CLAIMS}/name`, mail: `${CLAIMS}/emailaddress` },
    ...{ groups: `${MS}/ws/2008/06/identity/claims/groups`, format: null, friendly: {} },
  },
  { name: 'short', id: 'login', mail: 'email', groups: 'groups', format: `${FORMAT}unspecified`, friendly: {} },
];

type Came = readonly (readonly [name: string, values: readonly string[], friendlyName?: string | undefined])[];

const ID = 'anne';
const MAIL = 'anne@example.com';
const GROUPS = ['Sales', 'Ops'];

const all = ({ id, mail, groups, friendly }: Family): Came => [
  [id, [ID], friendly[id]],
  [mail, [MAIL], friendly[mail]],
  [groups, GROUPS],
];
const other = (came: Came, from: string, to: Came[number] | null): Came =>
  came.flatMap((each) => (each[0] !== from ? [each] : to === null ? [] : [to]));

const MISSING = 'attribute-required-missing';
const NOBODY = 'user-unreadable';

/** What comes, and for what nobody is let in where the mail is required; null: somebody is. */
const MESSAGES: readonly (readonly [string, string | null, (family: Family) => Came])[] = [
  ['all that is asked for', null, all],
  ['no mail', `${MISSING} missing`, (family) => other(all(family), family.mail, null)],
  ['no groups', null, (family) => other(all(family), family.groups, null)],
  ['nobody', `${NOBODY} absent`, (family) => other(all(family), family.id, null)],
  ['nothing', `${MISSING} missing`, () => []],
  ['an empty mail', `${MISSING} blank`, (family) => other(all(family), family.mail, [family.mail, ['']])],
  ['a mail of white space', `${MISSING} blank`, (family) => other(all(family), family.mail, [family.mail, [' \t\n']])],
  ['a mail without a value', `${MISSING} no-value`, (family) => other(all(family), family.mail, [family.mail, []])],
  ['empty groups', null, (family) => other(all(family), family.groups, [family.groups, ['', ' ']])],
  ['one empty group', null, (family) => other(all(family), family.groups, [family.groups, ['', 'Sales']])],
  ['an empty user', `${NOBODY} blank`, (family) => other(all(family), family.id, [family.id, ['']])],
  ['two users', `${NOBODY} several`, (family) => other(all(family), family.id, [family.id, [ID, 'bob']])],
  ['a user with white space', null, (family) => other(all(family), family.id, [family.id, [' anne\n']])],
  [
    'a user with a control character',
    `${NOBODY} unfit`,
    (family) => other(all(family), family.id, [family.id, ['an\u0085ne']]),
  ],
  [
    'white space before a name',
    `${MISSING} spaces`,
    (family) => other(all(family), family.mail, [` ${family.mail}`, [MAIL]]),
  ],
  ['white space behind a name', `${NOBODY} spaces`, (family) => other(all(family), family.id, [`${family.id} `, [ID]])],
  [
    'a no-break space behind a name',
    `${MISSING} spaces`,
    (family) => other(all(family), family.mail, [`${family.mail}\u00a0`, [MAIL]]),
  ],
  [
    'a name in capitals',
    `${MISSING} case`,
    (family) => other(all(family), family.mail, [family.mail.toUpperCase(), [MAIL]]),
  ],
  [
    'a user’s name in capitals',
    `${NOBODY} alike`,
    (family) => other(all(family), family.id, [family.id.toUpperCase(), [ID]]),
  ],
  [
    'a value with white space',
    null,
    (family) => other(all(family), family.groups, [family.groups, [' Sales ', 'Ops']]),
  ],
  ['a name twice', null, (family) => [...all(family), [family.groups, ['VPN']]]],
  ['an unknown group', null, (family) => other(all(family), family.groups, [family.groups, ['Cafeteria']])],
  ['mail as FriendlyName alone', null, (family) => other(all(family), family.mail, ['urn:x:7', [MAIL], family.mail])],
];

const row = (from: string, to: string, more: Partial<AttributeRow> = {}): AttributeRow => {
  return { from, to, required: true, values: new Map(), ...more };
};
const asks = (family: Family, more: Partial<AttributeRow> = {}): Partial<Connection> => ({
  user: { id: family.id, directory: '[CORP]' },
  attributes: [row(family.mail, 'mail', more), row(family.groups, 'group', { required: false, ...more })],
});

const KNOWN_GROUPS = new Map([
  ['Sales', 'S'],
  ['Ops', 'O'],
]);

/** Other connections, by the names of one family each, and for what they let nobody in where the one above does otherwise. */
const OTHERS: readonly (readonly [
  string,
  (family: Family) => Partial<Connection>,
  Readonly<Record<string, string | null>>,
])[] = [
  [
    'basic',
    (family) => ({
      user: { id: 'NameID', directory: '[CORP]' },
      attributes: [row(family.groups, 'group', { values: KNOWN_GROUPS, unmapped: 'refuse' })],
    }),
    {
      ...Object.fromEntries(MESSAGES.map(([name]) => [name, null])),
      'no groups': `${MISSING} missing`,
      nothing: `${MISSING} missing`,
      'empty groups': `${MISSING} blank`,
      'one empty group': 'attribute-value-refused unmapped',
      'a value with white space': 'attribute-value-refused spaced',
      'a name twice': 'attribute-value-refused unmapped',
      'an unknown group': 'attribute-value-refused unmapped',
    },
  ],
  ['claims', (family) => asks(family, { by: 'name' }), { 'mail as FriendlyName alone': `${MISSING} name-kind` }],
  ['OID', (family) => asks(family, { nameFormat: `${FORMAT}uri` }), {}],
  [
    'short',
    (family) => asks(family, { nameFormat: `${FORMAT}basic` }),
    {
      ...Object.fromEntries(MESSAGES.map(([name, reason]) => [name, reason ?? `${MISSING} name-format`])),
      ...Object.fromEntries(
        MESSAGES.flatMap(([name, reason]) => (reason?.startsWith(NOBODY) ? [[name, `${MISSING} name-format`]] : [])),
      ),
      'an empty mail': `${MISSING} name-format`,
      'a mail of white space': `${MISSING} name-format`,
      'a mail without a value': `${MISSING} name-format`,
    },
  ],
];

let keys: Keys;
beforeAll(async () => {
  keys = await testKeys();
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

async function messageOf(came: Came, format: string | null): Promise<string> {
  const named = format === null ? '' : ` NameFormat="${format}"`;
  const attributes = came.map(([name, values, friendly]) => {
    const shown = values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('');
    const also = friendly === undefined ? '' : ` FriendlyName="${escaped(friendly)}"`;
    return `<saml:Attribute Name="${escaped(name)}"${named}${also}>${shown}</saml:Attribute>`;
  });
  const statement =
    attributes.length === 0 ? '' : `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`;
  const xml = RESPONSE.replace(/<saml:AttributeStatement>.*<\/saml:AttributeStatement>/, () => statement);
  return Buffer.from(await keys.idp.sign(xml, '_assertion')).toString('base64');
}

/** What the server refuses for, and what `inspect --connection` calls an error, by code and variant. */
async function bothSay(raw: string, changes: Partial<Connection>) {
  const connection = connectionOf(keys.idp, changes);
  const decision = await decideMessage({ raw, binding: 'post', connection, now: NOW });
  const knowledge = await knowledgeFrom({ connection, at: NOW });
  const { findings } = await inspectInput(`SAMLResponse=${encodeURIComponent(raw)}`, knowledge, { secondOpinion });
  const inspected = findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error');
  const words = (all: readonly (typeof findings)[number][]) =>
    all.map(({ code, variant, owner, expected, facts }) => ({ code, variant, owner, expected, alike: facts['alike'] }));
  return { gate: words(decision.reasons), inspected: words(inspected) };
}

const short = (all: readonly { code: string; variant: string }[]) =>
  all.map(({ code, variant }) => `${code} ${variant}`);

test.each(FAMILIES.map((family) => [family.name, family] as const))(
  'names of the kind “%s”: the gate and inspect --connection say the same of every message, code by code',
  async (_, family) => {
    const [, otherwise, differs = {}] = OTHERS.find(([name]) => name === family.name) ?? [];
    for (const [name, reason, make] of MESSAGES) {
      const raw = await messageOf(make(family), family.format);
      const { gate, inspected } = await bothSay(raw, asks(family));
      expect([name, short(gate)]).toEqual([name, reason === null ? [] : [reason]]);
      expect(inspected, name).toEqual(gate);
      if (otherwise === undefined) continue;
      const second = await bothSay(raw, otherwise(family));
      const expected = Object.hasOwn(differs, name) ? (differs[name] ?? null) : reason;
      expect([name, short(second.gate)]).toEqual([name, expected === null ? [] : [expected]]);
      expect(second.inspected, name).toEqual(second.gate);
    }
  },
);

test('a map by the names of another kind: each is told as another name of the same attribute', async () => {
  const [OF_SHIBBOLETH, OF_AD_FS, OF_OKTA] = [
    'urn:mace:dir:attribute-def:mail',
    'http://schemas.xmlsoap.org/claims/EmailAddress',
    'email',
  ];
  const names = [...FAMILIES.map(({ mail }) => mail), OF_SHIBBOLETH, OF_AD_FS, OF_OKTA];
  const [basic] = FAMILIES;
  if (basic === undefined) throw new Error('there is none');
  for (const came of names) {
    const raw = await messageOf(other(all(basic), basic.mail, [came, [MAIL]]), null);
    for (const asked of new Set(names)) {
      const { gate, inspected } = await bothSay(raw, asks({ ...basic, mail: asked }));
      expect(inspected).toEqual(gate);
      if (asked === came) expect(gate).toEqual([]);
      else expect(gate).toMatchObject([{ code: MISSING, owner: 'sp', alike: came }]);
    }
  }
});
