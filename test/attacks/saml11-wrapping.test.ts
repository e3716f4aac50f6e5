import { beforeAll, describe, expect, test } from 'vitest';
import { messageContentOf } from '#shared/explain/facts/message-content.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { response11 } from '#test/fixtures/saml11.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

const NOW = Date.UTC(2026, 0, 10, 12);
const PLAIN = response11({ idp: 'https://idp.example', audience: 'https://sp', recipient: 'https://sp/acs', now: NOW });
const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const SIGNATURE = /<ds:Signature [\s\S]*<\/ds:Signature>/;
const FORGED = 'mallory';

let idp: Signer;
let bySigned: Readonly<Record<'Assertion' | 'Response', string>>;
beforeAll(async () => {
  idp = await makeSigner();
  bySigned = { Assertion: await idp.sign(PLAIN, '_assertion'), Response: await idp.sign(PLAIN, '_response') };
});

async function look(xml: string) {
  const report = await inspectInput(xml, await knowledgeFrom({ certificatePems: [idp.certificatePem], at: NOW }));
  const [message] = report.messages;
  if (message === undefined) throw new Error('no message');
  return {
    name: messageContentOf(message).nameId?.value ?? null,
    signatures: message.signatures.map(({ outcome }) => outcome),
    suspicions: report.findings
      .filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error')
      .map(({ code, variant }) => `${code} ${variant}`),
  };
}

/** The pieces that an attacker has of a message whose assertion, or whole, was signed. */
function pieces(xml: string, isWhole: boolean) {
  const whole = isWhole ? xml : (ASSERTION.exec(xml)?.[0] ?? '');
  const signature = SIGNATURE.exec(whole)?.[0] ?? '';
  const bare = whole.replace(signature, () => '');
  const twin = bare.replaceAll('anne@', `${FORGED}@`);
  return { whole, signature, bare, twin, forged: twin.replace(/ (Assertion|Response)ID="_/g, ' $1ID="_forged') };
}

const inside = (element: string, content: string): string => {
  const end = element.lastIndexOf('</');
  return element.slice(0, end) + content + element.slice(end);
};
const object = (content: string): string => `<ds:Object>${content}</ds:Object>`;
const advice = (element: string, content: string): string =>
  element.replace('</saml:Conditions>', () => `</saml:Conditions><saml:Advice>${content}</saml:Advice>`);

/** The eight ways of "On Breaking SAML" (2012), as far as SAML 1.1 has a place for them. */
const ON_ASSERTION: readonly (readonly [string, (of: ReturnType<typeof pieces>) => string, string])[] = [
  ['XSW3, the forged one before it', ({ forged, whole }) => forged + whole, 'signature-wrapping one-unsigned'],
  [
    'XSW4, the original inside the forged one',
    ({ forged, whole }) => inside(forged, whole),
    'signature-wrapping covers-another',
  ],
  [
    'the original in the Advice of the forged one',
    ({ forged, whole }) => advice(forged, whole),
    'signature-wrapping covers-another',
  ],
  [
    'XSW5, the signature on the forged one',
    ({ forged, bare, signature }) => inside(forged, signature) + bare,
    'signature-wrapping foreign-reference',
  ],
  [
    'XSW6, the original inside the signature',
    ({ forged, bare, signature }) => inside(forged, inside(signature, bare)),
    'signature-wrapping hidden-assertion',
  ],
  [
    'XSW8, the original in an Object of the signature',
    ({ forged, bare, signature }) => inside(forged, inside(signature, object(bare))),
    'signature-wrapping hidden-assertion',
  ],
  ['the same ID twice', ({ twin, whole }) => twin + whole, 'duplicate-id duplicate'],
  ['a second one behind it', ({ forged, whole }) => whole + forged, 'signature-wrapping one-unsigned'],
];

describe('signature wrapping on an assertion of SAML 1.1', () => {
  test('its twin: the message as it was signed is sound, and nothing is suspected', async () => {
    const { signatures, suspicions, name } = await look(bySigned.Assertion);
    expect([signatures, suspicions, name]).toEqual([['valid'], [], 'anne@example.com']);
  });

  test.each(ON_ASSERTION)('%s', async (_, attack, expected) => {
    const parts = pieces(bySigned.Assertion, false);
    const xml = bySigned.Assertion.replace(parts.whole, () => attack(parts));
    expect(xml).toContain(FORGED);
    expect((await look(xml)).suspicions).toContain(expected);
  });

  test('where the signed one still stands, the summary follows it and not the forged one', async () => {
    const parts = pieces(bySigned.Assertion, false);
    const { name, signatures } = await look(bySigned.Assertion.replace(parts.whole, () => parts.forged + parts.whole));
    expect([name, signatures]).toEqual(['anne@example.com', ['valid']]);
  });
});

const ON_RESPONSE: readonly (readonly [string, (of: ReturnType<typeof pieces>) => string, string])[] = [
  [
    'XSW1, the original inside the signature',
    ({ forged, bare, signature }) => inside(forged, inside(signature, bare)),
    'signature-wrapping hidden-message',
  ],
  [
    'XSW2, the original beside the signature',
    ({ forged, bare, signature }) => inside(forged, bare + signature),
    'signature-wrapping foreign-reference',
  ],
  [
    'the original in an Object of the signature',
    ({ forged, bare, signature }) => inside(forged, inside(signature, object(bare))),
    'signature-wrapping hidden-message',
  ],
  [
    'the original, signature and all, inside',
    ({ forged, whole }) => inside(forged, whole),
    'signature-wrapping hidden-message',
  ],
  ['the same ID twice', ({ twin, whole }) => inside(twin, whole), 'duplicate-id duplicate'],
];

describe('signature wrapping on a response of SAML 1.1', () => {
  test('its twin: the message as it was signed is sound, and nothing is suspected', async () => {
    const { signatures, suspicions, name } = await look(bySigned.Response);
    expect([signatures, suspicions, name]).toEqual([['valid'], [], 'anne@example.com']);
  });

  test.each(ON_RESPONSE)('%s', async (_, attack, expected) => {
    const xml = attack(pieces(bySigned.Response, true));
    expect(xml).toContain(FORGED);
    expect((await look(xml)).suspicions).toContain(expected);
  });
});

describe('a token of SAML 1.1', () => {
  test('that holds the signed one in its Advice is not taken for it', async () => {
    const signed = pieces(bySigned.Assertion, false);
    const declared = signed.forged.replace(
      '<saml:Assertion ',
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" ',
    );
    const { suspicions } = await look(advice(declared, signed.whole));
    expect(suspicions).toContain('signature-wrapping covers-another');
  });
});
