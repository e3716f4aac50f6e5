import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { gatePolicy } from '#shared/gate/gate-policy.ts';
import { examine } from '#shared/inspection/examine.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { readFormParameters } from '#shared/wire/read-message.ts';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { verdictsOf } from '#test/fixtures/signer.ts';
import { connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { change, LOGOUT_BY_IDP, RESPONSE } from '#test/unit/checks/messages.ts';

/**
 * Whoever has an account has an assertion that the IdP signed, and the SP's public key. Such an assertion inside an
 * element that is encrypted has a sound signature as long as that is closed, and is gone when it is open: its verdict
 * must not become that of another signature, which stands around what was opened.
 */

const NAME_ID = /<saml:NameID [\s\S]*<\/saml:NameID>/;
const ATTRIBUTE = /<saml:Attribute [\s\S]*<\/saml:Attribute>/;
const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const SIGNATURE = /<ds:Signature [\s\S]*<\/ds:Signature>/;

const receiver = makeReceiver();
let keys: Keys;
let connection: Connection;
/** Of the attacker's own login. */
let genuine: string;
beforeAll(async () => {
  keys = await testKeys();
  const base = connectionOf(keys.idp);
  connection = { ...base, sp: { ...base.sp, key: receiver.privateKeyPem } };
  const own = await keys.idp.sign(RESPONSE, '_assertion');
  expect(await verdictsOf(own, [keys.idp.trusted])).toEqual(['Assertion valid']);
  genuine = part(ASSERTION, own);
});
afterAll(() => receiver.dispose());

function part(pattern: RegExp, xml: string): string {
  return pattern.exec(xml)?.[0] ?? '';
}

async function decide(xml: string): Promise<readonly [verdict: string, cause: string | undefined]> {
  const raw = Buffer.from(xml, 'utf8').toString('base64');
  const { verdict, reasons } = await decideMessage({
    raw,
    binding: 'post',
    connection,
    now: NOW,
    requestId: '_request',
  });
  return [verdict, reasons.map(({ code, variant }) => `${code} ${variant}`)[0]];
}

/** Of the signatures in the opened text, in order. */
async function outcomesOf(xml: string): Promise<readonly string[]> {
  const [reading] = readFormParameters([{ name: 'SAMLResponse', value: Buffer.from(xml, 'utf8').toString('base64') }]);
  if (reading?.wire == null) throw new Error('unreadable');
  const { signatures } = await examine(reading.wire, gatePolicy(connection));
  return signatures.map(({ outcome }) => outcome);
}

/** With the genuine assertion in the KeyInfo of what is encrypted, where nobody reads it. */
function carrying(xml: string): string {
  return change(xml, '</ds:KeyInfo>', `${genuine}</ds:KeyInfo>`);
}

/** With a copy of the genuine signature as the last child, as if it were over the element with that ID. */
function withCopy(xml: string, id: string, end: RegExp): string {
  const copy = change(part(SIGNATURE, genuine), '#_assertion', `#${id}`);
  return change(xml, end, copy + (/<[^>]*>/.exec(part(end, xml))?.[0] ?? ''));
}

const MADE_UP = change(change(RESPONSE, 'ID="_assertion"', 'ID="_forged"'), '>anne<', '>admin<');
const END_OF_ASSERTION = /<\/saml:Assertion>(?=<\/samlp:Response>$)/;
const END_OF_RESPONSE = /<\/samlp:Response>$/;
const END_OF_REQUEST = /<\/samlp:LogoutRequest>$/;

describe('a sound signature inside what is encrypted vouches for nothing around it (attacks#signature-inside-encrypted)', () => {
  it.each<[string, pattern: RegExp, holder: string, id: string, end: RegExp]>([
    ['an EncryptedID', NAME_ID, 'EncryptedID', '_forged', END_OF_ASSERTION],
    ['an EncryptedAttribute', ATTRIBUTE, 'EncryptedAttribute', '_forged', END_OF_ASSERTION],
    ['an EncryptedAssertion', ASSERTION, 'EncryptedAssertion', '_response', END_OF_RESPONSE],
    ['an EncryptedID, for the whole response', NAME_ID, 'EncryptedID', '_response', END_OF_RESPONSE],
  ])('%s', async (_, pattern, holder, id, end) => {
    const attack = withCopy(carrying(encryptPart(MADE_UP, pattern, holder, receiver)), id, end);
    expect(await decide(attack)).toEqual(['reject', 'signature-invalid digest-mismatch']);
  });

  it('an EncryptedID of a LogoutRequest', async () => {
    const sealed = carrying(encryptPart(LOGOUT_BY_IDP, NAME_ID, 'EncryptedID', receiver));
    const attack = withCopy(sealed, '_logout', END_OF_REQUEST);
    expect(await decide(attack)).toEqual(['reject', 'signature-invalid digest-mismatch']);
  });
});

describe('its sound twin, in which the IdP has signed around it', () => {
  it.each(['_forged', '_response'])('over %s', async (id) => {
    const sealed = carrying(encryptPart(MADE_UP, NAME_ID, 'EncryptedID', receiver));
    expect(await decide(await keys.idp.sign(sealed, id))).toEqual(['accept', undefined]);
  });
});

describe('of several signatures around several opened parts each keeps its own verdict', () => {
  it.each<[string, change: (xml: string) => string, verdicts: readonly string[]]>([
    ['all sound', (xml) => xml, ['valid', 'valid']],
    ['the first changed', (xml) => change(xml, '>Sales<', '>Admin<'), ['invalid', 'valid']],
    ['the second changed', (xml) => change(xml, '>Marketing<', '>Admin<'), ['valid', 'invalid']],
  ])('%s', async (_, changed, verdicts) => {
    const other = change(change(part(ASSERTION, RESPONSE), '"_assertion"', '"_second"'), '>Sales<', '>Marketing<');
    const longer = encryptPart(change(other, '>anne<', `>${'anne'.repeat(500)}<`), NAME_ID, 'EncryptedID', receiver);
    const sealed = encryptPart(RESPONSE, NAME_ID, 'EncryptedID', receiver);
    const both = change(sealed, END_OF_RESPONSE, `${longer}</samlp:Response>`);
    const own = await keys.idp.sign(change(change(RESPONSE, '"_assertion"', '"_own"'), '>Sales<', '>Own<'), '_own');
    const carried = change(both, '</ds:KeyInfo>', `${part(ASSERTION, own)}</ds:KeyInfo>`);
    for (const each of [both, carried]) {
      const signed = await keys.idp.sign(await keys.idp.sign(each, '_assertion'), '_second');
      expect(await outcomesOf(changed(signed))).toEqual(verdicts);
    }
  });
});

describe('an encrypted part inside another one', () => {
  it('goes with it', async () => {
    const inner = part(
      /<saml:EncryptedID [\s\S]*<\/saml:EncryptedID>/,
      encryptPart(RESPONSE, NAME_ID, 'EncryptedID', receiver),
    );
    const sealed = encryptPart(RESPONSE, NAME_ID, 'EncryptedID', receiver);
    const nested = change(sealed, '</ds:KeyInfo>', `${inner}</ds:KeyInfo>`);
    expect(await decide(await keys.idp.sign(nested, '_assertion'))).toEqual(['accept', undefined]);
  });
});
