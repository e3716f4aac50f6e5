import { describe, expect, test } from 'vitest';
import { matchSessions } from '#server/logout/match-sessions.ts';
import type { SessionNameId } from '#shared/gate/session-name-id.ts';
import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { samlSession } from '#test/fixtures/login-session.ts';

const PARTIES = { idp: 'https://idp', sp: 'https://sp' };
const NAME: SessionNameId = {
  value: 'anne',
  format: NAMEID_FORMAT.persistent,
  nameQualifier: null,
  spNameQualifier: null,
};
const { root } = parseXml('<a/>');

function session(key: string, nameId: SessionNameId | null, sessionIndexes: readonly string[]) {
  return {
    key,
    lastSeenAt: 0,
    login: samlSession({ idp: PARTIES.idp, nameId, sessionIndexes }),
  };
}

function keys(nameId: Partial<SessionNameId>, sessionIndexes: readonly string[], kept = NAME): string[] {
  const asked: NameIdentifier = { element: root, spProvidedId: null, ...NAME, ...nameId };
  const candidates = [session('one', kept, ['s1']), session('two', kept, ['s2', 's3']), session('none', null, ['s1'])];
  return matchSessions({ nameId: asked, sessionIndexes }, candidates, PARTIES).map(({ key }) => key);
}

describe('a LogoutRequest means (saml-profiles 4.4.4.1)', () => {
  test('the sessions of its SessionIndexes, and without any all of that name', () => {
    expect(keys({}, ['s1'])).toEqual(['one']);
    expect(keys({}, ['s3', 's1'])).toEqual(['one', 'two']);
    expect(keys({}, [])).toEqual(['one', 'two']);
    expect(keys({}, ['other'])).toEqual([]);
  });

  test('exactly that name', () => {
    expect(keys({ value: 'Anne' }, [])).toEqual([]);
    expect(keys({ value: 'anne ' }, ['s1'])).toEqual([]);
  });

  test('a missing qualifier stands for the IdP’s and the SP’s own (saml-core 8.3.7)', () => {
    expect(keys({ nameQualifier: 'https://idp', spNameQualifier: 'https://sp' }, [])).toEqual(['one', 'two']);
    const qualified = { ...NAME, nameQualifier: 'https://idp', spNameQualifier: 'https://sp' };
    expect(keys({}, [], qualified)).toEqual(['one', 'two']);
    expect(keys({ nameQualifier: 'https://other' }, ['s1'])).toEqual([]);
    expect(keys({ spNameQualifier: 'https://other' }, ['s1'])).toEqual([]);
  });

  test('another format only where a SessionIndex says which session (Entra ID)', () => {
    expect(keys({ format: NAMEID_FORMAT.unspecified }, ['s1'])).toEqual(['one']);
    expect(keys({ format: NAMEID_FORMAT.unspecified }, [])).toEqual([]);
  });

  test('no format is the same as unspecified (saml-core 2.2.2)', () => {
    expect(keys({ format: null }, [], { ...NAME, format: NAMEID_FORMAT.unspecified })).toEqual(['one', 'two']);
  });

  test('nobody, without a NameID', () => {
    expect(matchSessions({ nameId: null, sessionIndexes: ['s1'] }, [session('one', NAME, ['s1'])], PARTIES)).toEqual(
      [],
    );
  });
});
