import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { field, qpsClient, tokenOf, userBody } from './qps-client.ts';

let world: CompanionWorld;
let call: ReturnType<typeof qpsClient>;

beforeAll(async () => {
  world = await makeCompanionWorld({ quickGuesses: true });
  call = qpsClient(world);
});

afterAll(() => world.close());

const CALLS = [
  ['POST', 'hub/ticket', userBody()],
  ['POST', 'hub/session', userBody([], { SessionId: 'of-nobody-in-particular' })],
  ['GET', 'hub/session', undefined],
  ['GET', 'hub/session/x', undefined],
  ['DELETE', 'hub/session/x', undefined],
  ['GET', 'hub/user/CORP/anne', undefined],
  ['DELETE', 'hub/user/CORP/anne', undefined],
  ['GET', 'hub/nothing', undefined],
] as const;

describe.each(CALLS)('%s %s', (method, path, body) => {
  test('without a credential is 401, and says how to give one', async () => {
    const answer = await call(method, path, { body, key: null });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'client-unknown' } } });
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  test('with a browser’s session alone is 401', async () => {
    await world.logIn('Anne');
    const cookie = world.browser.cookies.header({ url: new URL(world.url()), method: 'GET', initiator: null });
    const all = `${world.browser.visits.at(-1)?.cookies ?? ''}; ${cookie}`;
    expect(all).toContain('hub.session=');
    const answer = await call(method, path, { body, key: null, headers: { Cookie: all } });
    expect(answer.status).toBe(401);
  });

  test.each([
    ['missing in the query', { query: null, header: 'abcdefghijklmnop' }, 'xrfkey-missing'],
    ['missing in the header', { query: 'abcdefghijklmnop', header: null }, 'xrfkey-missing'],
    ['missing', { query: null, header: null }, 'xrfkey-missing'],
    ['different', { query: 'abcdefghijklmnop', header: 'abcdefghijklmnoq' }, 'xrfkey-different'],
    ['in another case', { query: 'abcdefghijklmnop', header: 'ABCDEFGHIJKLMNOP' }, 'xrfkey-different'],
    ['too short', { query: 'abcdefghijklmno', header: 'abcdefghijklmno' }, 'xrfkey-malformed'],
    ['too long', { query: 'abcdefghijklmnopq', header: 'abcdefghijklmnopq' }, 'xrfkey-malformed'],
    ['of other characters', { query: 'abcdefghijklmn-.', header: 'abcdefghijklmn-.' }, 'xrfkey-malformed'],
    [
      'there twice',
      { query: 'abcdefghijklmnop&xrfkey=abcdefghijklmnoq', header: 'abcdefghijklmnop' },
      'xrfkey-different',
    ],
  ])('with an xrfkey that is %s is 400', async (_, xrfkey, code) => {
    const answer = await call(method, path, { body, xrfkey });
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
    expect(JSON.stringify(answer.body)).toContain('XSRF prevention check failed');
  });

  test('with a credential and an xrfkey is neither', async () => {
    expect([400, 401]).not.toContain((await call(method, path, { body })).status);
  });
});

test('with a wrong credential each of them is 401', async () => {
  const answers = await Promise.all(
    CALLS.map(([method, path, body]) => call(method, path, { body, key: 'swqps_wrong' })),
  );
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'credential-unknown' } } });
  }
});

test('a key of a QPS client is as good as the token here, until it is revoked, and good for nothing else', async () => {
  const api = { Authorization: `Bearer ${await tokenOf(world)}`, 'Content-Type': 'application/json' };
  const keys = `${world.url()}/api/client-keys`;
  const made = await (await fetch(keys, { method: 'POST', headers: api, body: '{"name":"portal"}' })).json();
  const ticket = await call('POST', 'hub/ticket', { body: userBody(), key: made.key });
  expect(ticket.status).toBe(201);
  const page = await world.browser.open(`${world.url()}/hub/?qlikTicket=${field(ticket, 'Ticket')}`);
  expect(page.text).toContain('A ticket, made with the key portal');
  expect((await fetch(keys, { headers: { Authorization: `Bearer ${made.key}` } })).status).toBe(401);
  await fetch(`${keys}/${made.id}`, { method: 'DELETE', headers: api });
  expect(await call('POST', 'hub/ticket', { body: userBody(), key: made.key })).toMatchObject({ status: 401 });
  expect(world.lines.join('')).not.toContain(made.key);
});

test('the body is not read before the credential is known, and the bearer scheme is taken in any case', async () => {
  const body = 'x'.repeat(100_000);
  expect(await call('POST', 'hub/ticket', { body, key: null })).toMatchObject({ status: 401 });
  const headers = { Authorization: `bearer ${await tokenOf(world)}` };
  expect(await call('POST', 'hub/ticket', { body: userBody(), key: null, headers })).toMatchObject({ status: 201 });
});
