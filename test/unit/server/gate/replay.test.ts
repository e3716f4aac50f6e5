import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import type { Connection } from '#shared/saml/connection.ts';
import { ACCEPT_NOTHING, connectionOf, IDP, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { change, RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
beforeAll(async () => {
  keys = await testKeys();
});

/** Node tells of every thread that is started: a large message is read by the second reader in one. */
let threads = 0;
const count = (): void => {
  threads += 1;
};
beforeEach(() => {
  threads = 0;
  process.on('worker', count);
});
afterEach(() => {
  process.off('worker', count);
});

async function decide(xml: string, used: boolean, changes: Partial<Connection> = {}) {
  const raw = Buffer.from(xml, 'utf8').toString('base64');
  const asked: string[] = [];
  const isUsed = async (id: string, issuer: string): Promise<boolean> => {
    asked.push(`${issuer} ${id}`);
    return used;
  };
  const connection = connectionOf(keys.idp, changes);
  const decision = await decideMessage({ raw, binding: 'post', connection, now: NOW, requestId: '_request', isUsed });
  return { decision, asked };
}

const VALUES = '<saml:AttributeValue>x</saml:AttributeValue>'.repeat(3000);
const LARGE = change(
  RESPONSE,
  '</saml:AttributeStatement>',
  `<saml:Attribute Name="many">${VALUES}</saml:Attribute></saml:AttributeStatement>`,
);

test('a replayed response does not start the second reader; its first use does, and is accepted', async () => {
  const xml = await keys.idp.sign(LARGE, '_assertion');
  const again = await decide(xml, true);
  expect(again.decision).toMatchObject({ verdict: 'reject', reasons: [{ code: 'assertion-replayed' }], login: null });
  expect(threads).toBe(0);
  const first = await decide(xml, false);
  expect(first.decision).toMatchObject({ verdict: 'accept', reasons: [], login: { assertionId: '_assertion' } });
  expect(threads).toBeGreaterThan(0);
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
