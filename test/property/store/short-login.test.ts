import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LoginSession, readLoginSession } from '#server/store/login-session.ts';
import { lengthenLogin, shortenLogin } from '#server/store/short-login.ts';
import { ATTRIBUTE_FORMAT, NAMEID_FORMAT } from '#shared/saml/names.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 }).map((one) => one.toWellFormed());
const format = fc.option(
  fc.oneof(fc.constantFrom(...Object.values(NAMEID_FORMAT), ...Object.values(ATTRIBUTE_FORMAT)), text),
);
const source = fc.oneof(
  fc.record({ name: text, friendlyName: fc.option(text), nameFormat: format }),
  fc.record({ way: fc.constantFrom('ticket', 'session', 'jwt'), name: text }),
);
const step = fc.constantFrom('nested', 'split', 'extract', 'fold', 'values');
const value = fc.oneof(
  fc.record({ value: text, raw: text, from: source }),
  fc.tuple(text, source).map(([same, from]) => ({ value: same, raw: same, from })),
  fc.record({ value: text, raw: text, from: source, changed: fc.array(step, { maxLength: 3 }) }),
);
const nameId = fc.record({ value: text, format, nameQualifier: fc.option(text), spNameQualifier: fc.option(text) });
const origin = fc.oneof(
  fc.record({
    way: fc.constant('saml'),
    idp: text,
    nameId: fc.option(nameId),
    sessionIndexes: fc.array(text, { maxLength: 2 }),
    assertionId: text,
    unsolicited: fc.boolean(),
    endsAt: fc.option(fc.nat()),
  }),
  fc.record({ way: fc.constant('ticket'), by: text }),
  fc.record({ way: fc.constant('session'), by: text, sealedId: text }),
  fc.record({ way: fc.constant('jwt'), issuer: text, tokenId: fc.option(text) }),
);
const login: fc.Arbitrary<LoginSession> = fc.record({
  connection: text,
  userId: text,
  userDirectory: text,
  loggedInAt: fc.nat(),
  attributes: fc.array(fc.record({ name: text, values: fc.array(value, { maxLength: 4 }) }), { maxLength: 3 }),
  origin,
}) as fc.Arbitrary<LoginSession>;

const kept = (session: LoginSession): string => JSON.stringify(shortenLogin(session));

test('a session that is kept short is read as it was, by whichever way in it came', () => {
  fc.assert(
    fc.property(login, (session) => {
      expect(readLoginSession(lengthenLogin(JSON.parse(kept(session))))).toEqual(session);
    }),
    { numRuns: 500 },
  );
});

test('many values from one place cost little more than the values', () => {
  const groups = Array.from({ length: 200 }, (_, index) => `group ${index}`);
  const from = {
    name: 'http://schemas.xmlsoap.org/claims/Group',
    friendlyName: null,
    nameFormat: ATTRIBUTE_FORMAT.uri,
  };
  const values = groups.map((group) => ({ value: group, raw: group, from }));
  const session: LoginSession = {
    ...{ connection: 'hub', userId: 'anne', userDirectory: 'CORP', loggedInAt: 0, origin: { way: 'ticket', by: 'x' } },
    attributes: [{ name: 'group', values }],
  };
  expect(kept(session).length).toBeLessThan(JSON.stringify(groups).length + 150);
});
