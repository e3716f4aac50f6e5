import { describe, expect, test } from 'vitest';
import { mapUser } from '#shared/mapping/map-user.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import { parseXml } from '#shared/xml/parse.ts';

const { root } = parseXml('<a/>');

function sent(name: string, values: readonly string[], friendlyName: string | null = null): Attribute {
  return { element: root, name, friendlyName, nameFormat: null, values };
}

describe('who the user is', () => {
  test.each<[string, string, string, Attribute[]]>([
    ['the NameID', 'NameID', 'anne@x', []],
    ['an attribute by Name', 'uid', 'anne', [sent('uid', ['anne'])]],
    ['an attribute by FriendlyName', 'uid', 'anne', [sent('urn:oid:1', ['anne'], 'uid')]],
    ['an attribute with white space around', 'uid', 'anne', [sent('uid', ['\n  anne '])]],
    ['a constant', '[guest]', 'guest', []],
  ])('%s', (_, from, id, attributes) => {
    expect(mapUser({ id: from, directory: '[CORP]' }, 'anne@x', attributes)).toEqual({
      user: { id, directory: 'CORP' },
    });
  });

  test('white space is what XML calls so: another at the end is part of the name', () => {
    const user = (nameId: string) => mapUser({ id: 'NameID', directory: '[CORP]' }, nameId, []);
    expect(user(' \n anne\t\r\n')).toEqual({ user: { id: 'anne', directory: 'CORP' } });
    expect(user('anne\u00A0')).toEqual({ user: { id: 'anne\u00A0', directory: 'CORP' } });
    expect(user('\u00A0')).toEqual({ problem: { part: 'id', from: 'NameID', reason: 'blank', alike: null } });
  });

  test('the directory can come from an attribute, too', () => {
    const mapped = mapUser({ id: 'NameID', directory: 'domain' }, 'anne', [sent('domain', ['EU'])]);
    expect(mapped).toEqual({ user: { id: 'anne', directory: 'EU' } });
  });

  test.each<[string, 'absent' | 'blank' | 'several', string | null, Attribute[]]>([
    ['uid', 'absent', 'x', []],
    ['NameID', 'absent', null, []],
    ['NameID', 'blank', ' ', []],
    ['uid', 'blank', 'x', [sent('uid', [''])]],
    ['uid', 'several', 'x', [sent('uid', ['anne', 'eddie'])]],
    ['uid', 'several', 'x', [sent('uid', ['anne']), sent('uid', ['anne'])]],
    ['[]', 'blank', 'x', []],
  ])('without one from %s there is nobody: %s', (from, reason, nameId, attributes) => {
    const id = mapUser({ id: from, directory: '[CORP]' }, nameId, attributes);
    expect(id).toEqual({ problem: { part: 'id', from, reason, alike: null } });
    const directory = mapUser({ id: '[x]', directory: from }, nameId, attributes);
    expect(directory).toEqual({ problem: { part: 'directory', from, reason, alike: null } });
  });

  test.each<['id' | 'directory', string, string]>([
    ['id', '\u212Aim', 'U+212A'],
    ['directory', 'EU\u2126', 'U+2126'],
    ['id', '\u212Bsa', 'U+212B'],
    ['id', '\u03F4eo', 'U+03F4'],
    ['id', 'anne\nbob', 'U+000A'],
    ['id', 'anne\u0085', 'U+0085'],
    ['directory', 'EU\\x', 'U+005C'],
  ])('nobody has a character in the %s by which %j could pass for another', (part, value, character) => {
    const mapped = mapUser({ id: '[x]', directory: '[y]', [part]: 'who' }, null, [sent('who', [value])]);
    expect(mapped).toEqual({ problem: { part, from: 'who', reason: 'unfit', alike: null, character } });
  });

  test('twin: letters of any language, and a backslash behind the directory, are a user', () => {
    for (const id of ['Kim', 'Åsa', 'Ωmega', 'İpek', 'STRA\u1E9EE', 'e\u0301mile', 'EU\\anne', '李', 'a b']) {
      expect(mapUser({ id: 'NameID', directory: '[EU]' }, id, [])).toEqual({ user: { id, directory: 'EU' } });
    }
  });

  test('of what did not come, what was probably meant is named', () => {
    const mail = 'urn:oid:0.9.2342.19200300.100.1.3';
    const mapped = mapUser({ id: 'mail', directory: '[CORP]' }, 'x', [sent(mail, ['anne@x'])]);
    expect(mapped).toEqual({ problem: { part: 'id', from: 'mail', reason: 'absent', alike: mail } });
  });
});
