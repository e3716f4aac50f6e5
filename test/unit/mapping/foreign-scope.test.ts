import { expect, test } from 'vitest';
import { foreignScope } from '#shared/mapping/foreign-scope.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { SUBJECT_ID } from '#shared/saml/names.ts';
import { parseXml } from '#shared/xml/parse.ts';

const { root } = parseXml('<a/>');
const AFFILIATION = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.9';

function sent(name: string, values: readonly string[], friendlyName: string | null = null): Attribute {
  return { element: root, name, friendlyName, nameFormat: null, values };
}

function connection(changes: Partial<Connection> = {}, scopes: readonly string[] = ['idp.example']): Connection {
  return {
    mode: 'saml2int',
    idp: { entityId: 'https://idp.example', singleSignOn: [], singleLogout: [], certificates: [], scopes },
    sp: { entityId: 'https://sp.example', acs: '', slo: null, key: null, certificate: null },
    clockSkew: 180_000,
    maxAge: 3_600_000,
    user: { id: SUBJECT_ID.subject, directory: '[CORP]' },
    attributes: [{ from: 'eduPersonScopedAffiliation', to: 'group', required: false, values: new Map() }],
    accept: { unsolicited: false, assertionUnsigned: false, logoutUnsigned: false, sha1: false, rsa15: false },
    ...changes,
  };
}

const anne = sent(SUBJECT_ID.subject, ['anne@idp.example']);

test.each<[string, Attribute[]]>([
  ['its own', [anne]],
  ['its own in another case', [sent(SUBJECT_ID.subject, ['anne@IDP.Example'])]],
  ['another of an attribute that nobody takes', [anne, sent('urn:oid:1.3.6.1.4.1.5923.1.1.1.6', ['a@evil.example'])]],
  ['another of an attribute that is not scoped', [anne, sent('mail', ['a@evil.example'])]],
])('a scope that is %s is taken', (_, attributes) => {
  expect(
    foreignScope(
      connection({ attributes: [{ from: 'mail', to: 'mail', required: false, values: new Map() }] }),
      attributes,
    ),
  ).toBeNull();
});

test.each<[string, Attribute[], string, string]>([
  ['of the user', [sent(SUBJECT_ID.subject, ['anne@evil.example'])], SUBJECT_ID.subject, 'evil.example'],
  ['of a domain below', [sent(SUBJECT_ID.subject, ['anne@x.idp.example'])], SUBJECT_ID.subject, 'x.idp.example'],
  ['after its own', [sent(SUBJECT_ID.subject, ['anne@idp.example@evil.example'])], SUBJECT_ID.subject, 'evil.example'],
  ['that is missing', [sent(SUBJECT_ID.subject, ['anne'])], SUBJECT_ID.subject, ''],
  ['under a FriendlyName', [sent('x', ['anne@evil.example'], SUBJECT_ID.subject)], SUBJECT_ID.subject, 'evil.example'],
  [
    'in the second value of a mapped attribute',
    [anne, sent(AFFILIATION, ['staff@idp.example', 'staff@evil.example'], 'eduPersonScopedAffiliation')],
    'eduPersonScopedAffiliation',
    'evil.example',
  ],
])('a scope %s is not, and is named', (_, attributes, from, scope) => {
  expect(foreignScope(connection(), attributes)).toEqual({ from, scope, allowed: ['idp.example'] });
  expect(foreignScope(connection({ mode: 'qlik' }), attributes)).toBeNull();
});

test('where nobody says which scopes are its own, none is', () => {
  expect(foreignScope(connection({}, []), [anne])).toEqual({
    from: SUBJECT_ID.subject,
    scope: 'idp.example',
    allowed: [],
  });
});
