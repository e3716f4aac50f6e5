import { beforeAll, beforeEach, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import type { SecondReader } from '#server/gate/second-reader.ts';
import { makeSecondReading } from '#server/gate/second-reading.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { ACCEPT_NOTHING, connectionOf, IDP, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
beforeAll(async () => {
  keys = await testKeys();
});

let readings = 0;
const readSecond: SecondReader = (input) => {
  readings += 1;
  return makeSecondReading(input);
};
beforeEach(() => {
  readings = 0;
});

async function decide(xml: string, used: boolean, changes: Partial<Connection> = {}) {
  const raw = Buffer.from(xml, 'utf8').toString('base64');
  const asked: string[] = [];
  const isUsed = async (id: string, issuer: string): Promise<boolean> => {
    asked.push(`${issuer} ${id}`);
    return used;
  };
  const connection = connectionOf(keys.idp, changes);
  const message = { raw, binding: 'post', connection, now: NOW, requestId: '_request' } as const;
  const decision = await decideMessage({ ...message, isUsed, readSecond });
  return { decision, asked };
}

test('a replayed response does not start the second reader; its first use does, and is accepted', async () => {
  const xml = await keys.idp.sign(RESPONSE, '_assertion');
  const again = await decide(xml, true);
  expect(again.decision).toMatchObject({ verdict: 'reject', reasons: [{ code: 'assertion-replayed' }], login: null });
  expect(readings).toBe(0);
  const first = await decide(xml, false);
  expect(first.decision).toMatchObject({ verdict: 'accept', reasons: [], login: { assertionId: '_assertion' } });
  expect(readings).toBe(1);
});

test('a replay is the reason, before what the second reader would say', async () => {
  const algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384'; // which node-saml does not know
  const xml = await keys.idp.sign(RESPONSE, '_assertion', { algorithm });
  const demanding: Partial<Connection> = { accept: { ...ACCEPT_NOTHING, secondOpinion: 'both' } };
  expect((await decide(xml, false, demanding)).decision.reasons).toMatchObject([{ code: 'second-reader' }]);
  expect((await decide(xml, true, demanding)).decision.reasons).toMatchObject([{ code: 'assertion-replayed' }]);
  expect((await decide(xml, false)).decision.verdict).toBe('accept');
});

test('it is asked of the assertion that is signed, by its issuer, and of nobody that our own checks refuse', async () => {
  const signed = await keys.idp.sign(RESPONSE, '_assertion');
  expect((await decide(signed, false)).asked).toEqual([`${IDP} _assertion`]);
  expect((await decide(signed.replace('>anne<', '>mallory<'), false)).asked).toEqual([]);
});

test('a decision is plain data: it can be sent from one thread to another', async () => {
  const signed = await keys.idp.sign(RESPONSE, '_assertion');
  for (const xml of [signed, signed.replace('>anne<', '>mallory<')]) {
    const { decision } = await decide(xml, false);
    expect(structuredClone(decision)).toEqual(decision);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  }
});
