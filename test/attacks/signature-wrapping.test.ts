import { beforeAll, describe, expect, it } from 'vitest';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { coverOf } from '#shared/crypto/what-is-signed.ts';
import { attributeOf, descendants, textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { makeSigner, type Signer, verdictsOf } from '#test/fixtures/signer.ts';
import { FORGED, makeWrappingAttacks, type WrappingAttack } from '#test/fixtures/wrapping.ts';

/** Names only: the attacks themselves are signed with a fresh key before each run. */
const NAMES = (await makeWrappingAttacks(await makeSigner())).map(({ name }) => name);

let idp: Signer;
let attacks: ReadonlyMap<string, WrappingAttack>;
beforeAll(async () => {
  idp = await makeSigner();
  attacks = new Map((await makeWrappingAttacks(idp)).map((attack) => [attack.name, attack]));
});

function attackOf(name: string): WrappingAttack {
  const attack = attacks.get(name);
  if (attack === undefined) throw new Error(name);
  return attack;
}

const isForged = (element: XmlElement) => textOf(element) === FORGED || attributeOf(element, 'Value')?.endsWith(FORGED);

describe('signature wrapping (XSW 1 to 8): what is forged is never signed', () => {
  it.each(NAMES)('%s', async (name) => {
    const document = parseXml(attackOf(name).xml);
    const reports = await verifySignatures(document, [idp.trusted]);
    const forged = [...descendants(document.root)].filter(isForged);
    expect(forged.length).toBeGreaterThan(0);
    for (const element of forged) expect(coverOf(element, reports, ['valid', 'unknown'])).toBe('unsigned');
  });

  it.each(NAMES)('twin: the message that it was made from is valid: %s', async (name) => {
    const { original, bare, xml } = attackOf(name);
    const value = /<ds:SignatureValue>[^<]*/.exec(original)?.[0];
    expect(xml).toContain(value);
    expect(
      name.endsWith('the forged one in Extensions') || xml.includes(bare.slice(bare.indexOf('</saml:Issuer>') + 14)),
    ).toBe(true);
    expect(await verdictsOf(original, [idp.trusted])).toEqual([expect.stringMatching(/^\w+ valid$/)]);
  });

  it.each([
    ['Assertion: XSW3, the forged one before the original', 'Assertion valid'],
    ['Assertion: XSW4, the original inside the forged one', 'Assertion valid'],
    ['Assertion: XSW5, the signature on the forged one, the original behind', 'Assertion invalid reference-foreign'],
    ['Assertion: XSW6, the original inside the signature of the forged one', 'Assertion invalid structure'],
    ['Assertion: XSW7, the forged one in Extensions', 'Assertion invalid reference-ambiguous'],
    ['Assertion: XSW7 with another ID', 'Assertion valid'],
    ['Assertion: XSW8, the original in an Object of the signature', 'Assertion invalid structure'],
    ['Assertion: an Object with the forged one in the sound signature', 'Assertion invalid structure'],
    ['Assertion: the same ID twice', 'Assertion invalid reference-ambiguous'],
    ['Response: XSW1, the original inside the signature', 'Response invalid structure'],
    ['Response: XSW2, the original beside the signature', 'Response invalid reference-foreign'],
    ['Response: the original, signature and all, in Extensions', 'Response valid'],
    ['LogoutRequest: XSW2, the original beside the signature', 'LogoutRequest invalid reference-foreign'],
    ['LogoutRequest: the same ID twice', 'LogoutRequest invalid reference-ambiguous'],
    ['LogoutResponse: the forged one in Extensions', 'LogoutResponse invalid digest-mismatch'],
  ])('%s is reported as: %s', async (name, verdict) => {
    expect(await verdictsOf(attackOf(name).xml, [idp.trusted])).toEqual([verdict]);
  });
});
