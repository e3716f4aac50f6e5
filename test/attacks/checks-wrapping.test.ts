import { beforeAll, describe, expect, test } from 'vitest';
import { type CheckContext, createContext } from '#shared/checks/engine/context.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import { acceptedAssertion } from '#shared/gate/accepted-assertion.ts';
import { decide } from '#shared/gate/decide.ts';
import { gatePolicy } from '#shared/gate/gate-policy.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { checkedMessageOf, examine } from '#shared/inspection/examine.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { FORGED, makeWrappingAttacks, type WrappingAttack } from '#test/fixtures/wrapping.ts';
import { connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { LOGOUT_BY_IDP, LOGOUT_RESPONSE, RESPONSE } from '#test/unit/checks/messages.ts';

/** Codes of which at least one must say, as an error, that something is wrong with what is signed. */
const SUSPICIOUS = new Set(['signature-wrapping', 'signature-invalid', 'duplicate-id', 'signature-missing']);

let keys: Keys;
let attacks: readonly WrappingAttack[];
beforeAll(async () => {
  keys = await testKeys();
  attacks = await makeWrappingAttacks(keys.idp);
});

async function inspected(xml: string): Promise<CheckContext> {
  const { trusted } = keys.idp;
  const examined = await examine(wireOf(xml), {
    decryptionKeys: [],
    decryption: { rsa15: false },
    verify: (_, withKeys) => withKeys([trusted]),
  });
  const around = { receivedAt: NOW, receivedUrl: null, now: NOW, request: null, requestIds: REQUESTS, earlier: [] };
  const knowledge = await knowledgeFrom({ certificatePems: [keys.idp.certificatePem], at: NOW });
  return createContext(checkedMessageOf(examined, { index: 0, ...around }), knowledge, null);
}

function wireOf(xml: string): WireMessage {
  return { binding: 'unknown', parameter: null, xml, steps: [], relayState: null, redirectSignature: null };
}

const REQUESTS = ['_request', '_logout', '_r'];

async function suspicions(xml: string): Promise<string[]> {
  return runChecks(await inspected(xml))
    .filter(({ code, outcome, severity }) => SUSPICIOUS.has(code) && outcome === 'fail' && severity === 'error')
    .map(({ code, variant }) => `${code} ${variant}`);
}

describe('signature wrapping (attacks#wrapping), every form on every kind of message', () => {
  test('there are attacks, and each original is without suspicion', async () => {
    expect(attacks.length).toBeGreaterThan(30);
    for (const original of new Set(attacks.map((attack) => attack.original))) {
      expect(await suspicions(original)).toEqual([]);
    }
  });

  test('an inspector says of each that something is wrong with what is signed', async () => {
    const silent: string[] = [];
    for (const { name, xml } of attacks) if ((await suspicions(xml)).length === 0) silent.push(name);
    expect(silent).toEqual([]);
  });

  test('a session is never made of the forged part', async () => {
    for (const { name, xml } of attacks) {
      const assertion = acceptedAssertion(await inspected(xml));
      expect(assertion?.subject?.nameId?.value ?? null, name).not.toBe(FORGED);
    }
  });
});

/** Ways to put a forged element where a reader may look, around an element that was signed for real. */
const PLACES: readonly (readonly [string, (signed: string, forged: string) => string])[] = [
  ['before it', (signed, forged) => forged + signed],
  ['behind it', (signed, forged) => signed + forged],
  ['around it', (signed, forged) => forged.replace('<saml:Subject>', () => `${signed}<saml:Subject>`)],
  [
    'with it in its Advice',
    (signed, forged) =>
      forged.replace('<saml:AuthnStatement', () => `<saml:Advice>${signed}</saml:Advice><saml:AuthnStatement`),
  ],
  [
    'with its signature',
    (signed, forged) =>
      forged.replace('</saml:Issuer>', () => `</saml:Issuer>${signatureOf(signed)}`) +
      signed.replace(signatureOf(signed), ''),
  ],
  [
    'with it in an Object of its signature',
    (signed, forged) => {
      const signature = signatureOf(signed);
      const full = signature.replace(
        '</ds:Signature>',
        () => `<ds:Object>${signed.replace(signature, '')}</ds:Object></ds:Signature>`,
      );
      return forged.replace('</saml:Issuer>', () => `</saml:Issuer>${full}`);
    },
  ],
  [
    'in Extensions, with the same ID',
    (signed, forged) => `<samlp:Extensions>${forged.replace('_forged', '_assertion')}</samlp:Extensions>${signed}`,
  ],
  ['with the same ID before it', (signed, forged) => forged.replace('_forged', '_assertion') + signed],
];

function signatureOf(xml: string): string {
  return /<ds:Signature .*?<\/ds:Signature>/s.exec(xml)?.[0] ?? '';
}

async function verdictOf(xml: string) {
  const connection = connectionOf(keys.idp);
  const examined = await examine(wireOf(xml), gatePolicy(connection));
  return await decide({ examined, connection, now: NOW, requestIds: REQUESTS, isUsed: null, secondOpinion: null });
}

describe('the gate refuses a forged assertion beside a sound one', () => {
  const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/s;
  const forged = (ASSERTION.exec(RESPONSE)?.[0] ?? '')
    .replace('_assertion', '_forged')
    .replace('>anne<', `>${FORGED}<`);

  test.each(PLACES)('%s', async (_, place) => {
    const sound = await keys.idp.sign(RESPONSE, '_assertion');
    expect((await verdictOf(sound)).verdict).toBe('accept');
    const attack = sound.replace(ASSERTION, (signed) => place(signed, forged));
    expect(attack).toContain(FORGED);
    expect(await verdictOf(attack)).toMatchObject({ verdict: 'reject' });
  });
});

describe('the gate refuses a forged message around a sound one', () => {
  test.each([
    ['Response', RESPONSE, '_response'],
    ['LogoutRequest', LOGOUT_BY_IDP, '_logout'],
    ['LogoutResponse', LOGOUT_RESPONSE, '_answer'],
  ])('%s', async (kind, xml, id) => {
    const sound = await keys.idp.sign(xml, id);
    expect((await verdictOf(sound)).verdict).toBe('accept');
    const forged = xml.replace(id, '_forged').replace('>anne<', `>${FORGED}<`);
    const hidden = forged.replace(
      '</saml:Issuer>',
      () => `</saml:Issuer><samlp:Extensions>${sound}</samlp:Extensions>`,
    );
    const inSignature = forged.replace('</saml:Issuer>', () => {
      const signature = signatureOf(sound);
      const bare = sound.replace(signature, '');
      return `</saml:Issuer>${signature.replace('</ds:Signature>', () => `<ds:Object>${bare}</ds:Object></ds:Signature>`)}`;
    });
    for (const attack of [hidden, inSignature]) {
      expect(attack).toContain(`samlp:${kind} `);
      expect((await verdictOf(attack)).verdict).toBe('reject');
    }
  });
});
