import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { API_ERROR } from '#shared/api/error.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { type CallAnswer, type CallOptions, qpsClient, userBody } from './qps-client.ts';

let world: CompanionWorld;
let call: (method: string, path: string, options?: CallOptions) => Promise<CallAnswer>;

const SESSION = '89423bb8-c5f6-4da1-8e73-4c6f3a1ad1f3';
const body = userBody([], { SessionId: SESSION });

beforeAll(async () => {
  world = await makeCompanionWorld({ extra: '  - { prefix: portal, methods: [ticket] }\n' });
  call = qpsClient(world);
  expect(await call('POST', 'hub/session', { body })).toMatchObject({ status: 201 });
});

afterAll(() => world.close());

const XRFKEY = 'abcdefghijklmnop';
const ticket = { body: userBody() };

/** Each status of the page, by a call that is wrong in just that. */
const ANSWERS: readonly (readonly [number, string, string, string, CallOptions])[] = [
  [400, 'xrfkey-missing', 'POST', 'hub/ticket', { ...ticket, xrfkey: { query: null, header: XRFKEY } }],
  [400, 'xrfkey-different', 'POST', 'hub/ticket', { ...ticket, xrfkey: { query: XRFKEY, header: 'a'.repeat(16) } }],
  [400, 'xrfkey-malformed', 'POST', 'hub/ticket', { ...ticket, xrfkey: { query: 'short', header: 'short' } }],
  [400, 'api-input-invalid', 'POST', 'hub/ticket', { body: userBody([], { UserId: ' ' }) }],
  [400, 'target-refused', 'POST', 'hub/ticket', { body: userBody([], { TargetUri: 'https://evil.example/' }) }],
  [401, 'client-unknown', 'POST', 'hub/ticket', { ...ticket, key: null }],
  [401, 'credential-unknown', 'POST', 'hub/ticket', { ...ticket, key: 'swqps_wrong' }],
  [403, 'way-off', 'POST', 'portal/session', { body: userBody([], { SessionId: 'a'.repeat(36) }) }],
  [404, 'prefix-unknown', 'POST', 'nobody/ticket', ticket],
  [404, 'session-unknown', 'GET', 'hub/session/nobody', {}],
  [404, 'session-unknown', 'DELETE', 'hub/session/nobody', {}],
  [409, 'session-taken', 'POST', 'hub/session', { body }],
  [413, 'body-too-large', 'POST', 'hub/ticket', { body: userBody(['x'.repeat(257 * 1024)]) }],
  [415, 'body-not-json', 'POST', 'hub/ticket', { ...ticket, headers: { 'Content-Type': 'text/plain' } }],
];

test.each(ANSWERS)('%i %s: %s %s', async (status, code, method, path, options) => {
  const answer = await call(method, path, options);
  const { error } = v.parse(v.strictObject(API_ERROR.entries), answer.body);
  expect([answer.status, error.code]).toEqual([status, code]);
  const inQliksWords = error.message.startsWith('XSRF prevention check failed. Possible XSRF discovered.');
  expect(inQliksWords).toBe(code.startsWith('xrfkey-'));
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
});

test('the page that describes the calls has these statuses and no other', async () => {
  const page = await readFile('docs/ways-in.md', 'utf8');
  const table = /\| status \| when \|\n(?:\|.*\n)+/.exec(page)?.[0] ?? '';
  const told = [...table.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, statuses = '']) =>
    statuses.split(',').map(Number),
  );
  expect(told).toEqual([...new Set(ANSWERS.map(([status]) => status))]);
});

test('the twin: the same calls with nothing wrong are answered', async () => {
  expect((await call('POST', 'hub/ticket', ticket)).status).toBe(201);
  expect((await call('POST', 'portal/ticket', ticket)).status).toBe(201);
  expect((await call('GET', `hub/session/${SESSION}`)).status).toBe(200);
});
