import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { decideIncoming, type IncomingMessage } from '#server/gate/decide-incoming.ts';
import type { GateQuestions } from '#server/gate/decide-job.ts';
import { gateThreads } from '#server/gate/gate-threads.ts';
import type { ThreadPools } from '#server/threads/thread-pools.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { connectionOf, IDP, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { change, LOGOUT_BY_IDP, RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
let threads: ThreadPools;
beforeAll(async () => {
  keys = await testKeys();
});

beforeAll(() => {
  threads = gateThreads();
  for (const kind of ['small', 'large'] as const) {
    const pool = threads[kind];
    const run = pool.run.bind(pool);
    vi.spyOn(pool, 'run').mockImplementation((...given) => {
      asked.push(kind);
      return run(...given);
    });
  }
});
/** Which threads were asked, in order. */
const asked: ('small' | 'large')[] = [];
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => threads.close());

const client = { origin: '192.0.2.1', gone: new AbortController().signal };

function decide(message: IncomingMessage, questions: GateQuestions = {}) {
  const bodyLimits = { form: 1024 * 1024, soap: 256 * 1024 };
  const settings = { connection: connectionOf(keys.idp), bodyLimits };
  return decideIncoming({ threads, settings }, message, { now: NOW, ...questions });
}

const formOf = (xml: string): IncomingMessage => ({
  client,
  binding: 'form',
  raw: new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: 'token' }).toString(),
});
const noise = (times: number) =>
  change(RESPONSE, '<samlp:Status>', `<samlp:Extensions>${'<a/>'.repeat(times)}</samlp:Extensions><samlp:Status>`);
const isWaiting: GateQuestions['requestId'] = async (id) => id === '_request';

describe('a message', () => {
  test('that is small is decided about by the threads for such', async () => {
    const xml = await keys.idp.sign(noise(100), '_assertion');
    const decision = await decide(formOf(xml), { requestId: isWaiting });
    expect(decision).toMatchObject({ verdict: 'accept', parameter: 'SAMLResponse', relayState: 'token' });
    expect(asked).toEqual(['small']);
  });

  test('that is large is decided about by the others, and says the same', async () => {
    const xml = await keys.idp.sign(noise(20_000), '_assertion');
    const decision = await decide(formOf(xml), { requestId: isWaiting, isUsed: async () => false });
    expect(decision).toMatchObject({ verdict: 'accept', parameter: 'SAMLResponse', relayState: 'token' });
    expect(asked).toEqual(['large']);
    const message = { ...formOf(xml), connection: connectionOf(keys.idp), now: NOW, requestId: isWaiting };
    expect(decision).toEqual(await decideMessage({ ...message, isUsed: async () => false }));
  });

  test('that is large is refused as a small one is: altered, not asked for, used before', async () => {
    const xml = await keys.idp.sign(noise(20_000), '_assertion');
    const altered = await decide(formOf(xml.replace('>anne<', '>mallory<')), { requestId: isWaiting });
    expect(altered).toMatchObject({ verdict: 'reject', login: null });
    const unasked = await decide(formOf(xml), { requestId: async () => false });
    expect(unasked.reasons[0]).toMatchObject({ code: 'in-response-to-unknown' });
    const marks: string[] = [];
    const isUsed = async (...mark: readonly string[]): Promise<boolean> => marks.push(mark.join(' ')) > 0;
    const used = await decide(formOf(xml), { requestId: isWaiting, isUsed });
    expect(used.reasons[0]).toMatchObject({ code: 'assertion-replayed' });
    expect(marks).toEqual([`_assertion ${IDP}`]);
  });

  test('that cannot be read throws the same error from a thread', async () => {
    const broken = formOf(`${RESPONSE}${' '.repeat(80_000)}<b/>`);
    await expect(decide(broken)).rejects.toMatchObject({ code: 'xml-not-well-formed' });
    await expect(decide({ client, binding: 'form', raw: 'a=b&'.repeat(20_000) })).rejects.toMatchObject({
      code: 'message-missing',
    });
  });

  test('that is small and inflates to much is inflated by the threads for large ones, and never to more than a form may have', async () => {
    const padded = (bytes: number) =>
      change(LOGOUT_BY_IDP, '</saml:Issuer>', `</saml:Issuer><!--${noiseText(bytes)}-->`);
    const redirect = async (xml: string): Promise<IncomingMessage> => ({
      client,
      binding: 'redirect',
      raw: await writeRedirectQuery({ parameter: 'SAMLRequest', xml, relayState: null, signer: null }),
    });
    expect((await decide(await redirect(padded(1_000)))).message.kind).toBe('LogoutRequest');
    expect(asked).toEqual(['small']);
    expect((await decide(await redirect(padded(200_000)))).message.kind).toBe('LogoutRequest');
    expect(asked).toEqual(['small', 'small', 'large']);
    await expect(decide(await redirect(padded(1_100_000)))).rejects.toMatchObject({ code: 'deflate-too-large' });
  });

  test('with many encrypted parts is opened by the threads for large ones, one with two is small', async () => {
    const part = '<EncryptedData><KeyInfo><EncryptedKey></EncryptedKey></KeyInfo></EncryptedData>';
    const parts = (times: number) => change(RESPONSE, '<samlp:Status>', `${part.repeat(times)}<samlp:Status>`);
    await decide(formOf(parts(2)));
    expect(asked).toEqual(['small']);
    await decide(formOf(parts(3)));
    expect(asked).toEqual(['small', 'small', 'large']);
  });

  test('that is small and has much that is signed is read twice by the threads for large ones', async () => {
    const advised = (times: number) =>
      change(RESPONSE, '</saml:Conditions>', `</saml:Conditions><saml:Advice>${'<a/>'.repeat(times)}</saml:Advice>`);
    const few = await decide(formOf(await keys.idp.sign(advised(900), '_assertion')), { requestId: isWaiting });
    expect(few.reasons).toEqual([]);
    expect(asked).toEqual(['small']);
    const many = await decide(formOf(await keys.idp.sign(advised(1_100), '_assertion')), { requestId: isWaiting });
    expect(many.reasons).toEqual([]);
    expect(asked).toEqual(['small', 'small', 'large']);
  });
});

/** Repeats, but not so much that it would be a bomb. */
function noiseText(bytes: number): string {
  return Array.from({ length: Math.ceil(bytes / 64) }, (_, index) => `${index} `.padEnd(64, 'x'))
    .join('')
    .slice(0, bytes);
}
