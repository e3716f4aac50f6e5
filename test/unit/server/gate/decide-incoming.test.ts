import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { decideIncoming, type IncomingMessage } from '#server/gate/decide-incoming.ts';
import type { GateQuestions } from '#server/gate/decide-job.ts';
import { gateThreads } from '#server/gate/gate-threads.ts';
import type { ThreadPool } from '#server/threads/thread-pool.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { connectionOf, IDP, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { change, LOGOUT_BY_IDP, RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
let threads: ThreadPool;
beforeAll(async () => {
  keys = await testKeys();
});

/** Node tells of every thread that is started. */
let started = 0;
const count = (): void => {
  started += 1;
};
beforeEach(() => {
  started = 0;
  threads = gateThreads();
  process.on('worker', count);
});
afterEach(async () => {
  process.off('worker', count);
  await threads.close();
});
afterAll(() => threads.close());

function decide(message: IncomingMessage, questions: GateQuestions = {}) {
  const bodyLimits = { form: 1024 * 1024, soap: 256 * 1024 };
  const settings = { connection: connectionOf(keys.idp), bodyLimits };
  return decideIncoming({ threads, settings }, message, { now: NOW, ...questions });
}

const formOf = (xml: string): IncomingMessage => ({
  binding: 'form',
  raw: new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: 'token' }).toString(),
});
const noise = (times: number) =>
  change(RESPONSE, '<samlp:Status>', `<samlp:Extensions>${'<a/>'.repeat(times)}</samlp:Extensions><samlp:Status>`);
const isWaiting: GateQuestions['requestId'] = async (id) => id === '_request';

describe('a message', () => {
  test('that is small is decided about here, without any thread', async () => {
    const xml = await keys.idp.sign(noise(100), '_assertion');
    const decision = await decide(formOf(xml), { requestId: isWaiting });
    expect(decision).toMatchObject({ verdict: 'accept', parameter: 'SAMLResponse', relayState: 'token' });
    expect(started).toBe(0);
  });

  test('that is large is decided about in a thread, and says the same', async () => {
    const xml = await keys.idp.sign(noise(20_000), '_assertion');
    const decision = await decide(formOf(xml), { requestId: isWaiting, isUsed: async () => false });
    expect(decision).toMatchObject({ verdict: 'accept', parameter: 'SAMLResponse', relayState: 'token' });
    expect(started).toBe(1);
    const message = { ...formOf(xml), connection: connectionOf(keys.idp), now: NOW, requestId: isWaiting };
    expect(decision).toEqual(await decideMessage({ ...message, isUsed: async () => false }));
  });

  test('that is large is refused as a small one is: altered, not asked for, used before', async () => {
    const xml = await keys.idp.sign(noise(20_000), '_assertion');
    const altered = await decide(formOf(xml.replace('>anne<', '>mallory<')), { requestId: isWaiting });
    expect(altered).toMatchObject({ verdict: 'reject', login: null });
    const unasked = await decide(formOf(xml), { requestId: async () => false });
    expect(unasked.reasons[0]).toMatchObject({ code: 'in-response-to-unknown' });
    const asked: string[] = [];
    const isUsed = async (...mark: readonly string[]): Promise<boolean> => asked.push(mark.join(' ')) > 0;
    const used = await decide(formOf(xml), { requestId: isWaiting, isUsed });
    expect(used.reasons[0]).toMatchObject({ code: 'assertion-replayed' });
    expect(asked).toEqual([`_assertion ${IDP}`]);
  });

  test('that cannot be read throws the same error from a thread', async () => {
    const broken = formOf(`${RESPONSE}${' '.repeat(80_000)}<b/>`);
    await expect(decide(broken)).rejects.toMatchObject({ code: 'xml-not-well-formed' });
    await expect(decide({ binding: 'form', raw: 'a=b&'.repeat(20_000) })).rejects.toMatchObject({
      code: 'message-missing',
    });
  });

  test('that is small and inflates to much is inflated in a thread, and never to more than a form may have', async () => {
    const padded = (bytes: number) =>
      change(LOGOUT_BY_IDP, '</saml:Issuer>', `</saml:Issuer><!--${noiseText(bytes)}-->`);
    const redirect = async (xml: string): Promise<IncomingMessage> => ({
      binding: 'redirect',
      raw: await writeRedirectQuery({ parameter: 'SAMLRequest', xml, relayState: null, signer: null }),
    });
    expect((await decide(await redirect(padded(1_000)))).message.kind).toBe('LogoutRequest');
    expect(started).toBe(0);
    expect((await decide(await redirect(padded(200_000)))).message.kind).toBe('LogoutRequest');
    expect(started).toBe(1);
    await expect(decide(await redirect(padded(1_100_000)))).rejects.toMatchObject({ code: 'deflate-too-large' });
  });

  test('with many encrypted parts is opened in a thread, one with two here', async () => {
    const part = '<EncryptedData><KeyInfo><EncryptedKey></EncryptedKey></KeyInfo></EncryptedData>';
    const parts = (times: number) => change(RESPONSE, '<samlp:Status>', `${part.repeat(times)}<samlp:Status>`);
    await decide(formOf(parts(2)));
    expect(started).toBe(0);
    await decide(formOf(parts(3)));
    expect(started).toBe(1);
  });
});

/** Repeats, but not so much that it would be a bomb. */
function noiseText(bytes: number): string {
  return Array.from({ length: Math.ceil(bytes / 64) }, (_, index) => `${index} `.padEnd(64, 'x'))
    .join('')
    .slice(0, bytes);
}
