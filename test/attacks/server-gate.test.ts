import { beforeAll, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { makeSigner } from '#test/fixtures/signer.ts';
import { makeWrappingAttacks, type WrappingAttack } from '#test/fixtures/wrapping.ts';
import { connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
let attacks: readonly WrappingAttack[];

beforeAll(async () => {
  keys = await testKeys();
  attacks = await makeWrappingAttacks(keys.idp);
});

function decide(xml: string) {
  const raw = Buffer.from(xml, 'utf8').toString('base64');
  return decideMessage({ raw, binding: 'post', connection: connectionOf(keys.idp), now: NOW, requestId: '_request' });
}

const sign = (xml: string) => keys.idp.sign(xml, '_assertion').then((signed) => keys.idp.sign(signed, '_response'));

test('the message that the attacks below start from is accepted, by both readers', async () => {
  const { verdict, reasons, session } = await decide(await sign(RESPONSE));
  expect(reasons).toEqual([]);
  expect(verdict).toBe('accept');
  expect(session?.nameId?.value).toBeTruthy();
});

test('of every wrapping attack nothing passes the server’s gate (attacks#wrapping)', async () => {
  for (const { name, xml } of attacks) {
    const { verdict, session } = await decide(xml);
    expect([name, verdict, session]).toEqual([name, 'reject', null]);
  }
});

test('a forged assertion around, before and behind the signed one is refused', async () => {
  const signed = await sign(RESPONSE);
  const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(signed)?.[0] ?? '';
  const forged = assertion.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '').replace('_assertion', '_forged');
  const onlyAssertion = await keys.idp.sign(RESPONSE, '_assertion');
  const own = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(onlyAssertion)?.[0] ?? '';
  for (const placed of [forged + own, own + forged, forged.replace('</saml:Assertion>', `${own}</saml:Assertion>`)]) {
    expect((await decide(onlyAssertion.replace(own, placed))).verdict).toBe('reject');
  }
  expect((await decide(onlyAssertion)).verdict).toBe('accept');
});

test('of two assertions about one user in a signed response the first is consumed, and nothing of the other (attacks#accepted); about two users nobody is logged in', async () => {
  const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(RESPONSE)?.[0] ?? '';
  const second = assertion.replace('_assertion', '_second').replace('>Sales<', '>Admin<');
  const signed = (other: string) => keys.idp.sign(RESPONSE.replace(assertion, assertion + other), '_response');
  const { verdict, session } = await decide(await signed(second));
  expect([verdict, session?.userId]).toEqual(['accept', 'anne']);
  expect(JSON.stringify(session)).not.toContain('Admin');
  const { verdict: refused, reasons } = await decide(await signed(second.replace('>anne<', '>eve<')));
  expect([refused, reasons[0]?.code]).toEqual(['reject', 'subjects-differ']);
});

test('a key that only the message vouches for is none', async () => {
  const stranger = await makeSigner('https://idp.example');
  const signed = await stranger.sign(await stranger.sign(RESPONSE, '_assertion'), '_response');
  expect((await decide(signed)).verdict).toBe('reject');
});

test('without a request that is waiting, its answer is refused; where nobody says which, it is not judged', async () => {
  const raw = Buffer.from(await sign(RESPONSE)).toString('base64');
  const message = { raw, binding: 'post', connection: connectionOf(keys.idp), now: NOW } as const;
  expect(await decideMessage({ ...message, requestId: null })).toMatchObject({ verdict: 'reject', session: null });
  expect(await decideMessage({ ...message, requestId: '_other' })).toMatchObject({ verdict: 'reject', session: null });
  expect(await decideMessage(message)).toMatchObject({ verdict: 'accept' });
});

test('times are judged by the given clock', async () => {
  const raw = Buffer.from(await sign(RESPONSE)).toString('base64');
  const message = { raw, binding: 'post', connection: connectionOf(keys.idp), requestId: '_request' } as const;
  expect((await decideMessage({ ...message, now: NOW })).verdict).toBe('accept');
  expect((await decideMessage({ ...message, now: NOW + 86_400_000 })).verdict).toBe('reject');
});
