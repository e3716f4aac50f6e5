import { glob, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import openapi from '../../../docs/qps.openapi.json' with { type: 'json' };
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { tokenOf, userBody } from './qps-client.ts';

let world: CompanionWorld;
let token: string;

beforeAll(async () => {
  world = await makeCompanionWorld({ quickGuesses: true });
  token = await tokenOf(world);
});

afterAll(() => world.close());

/** Each call that reads a body, with a body that it takes. */
const CALLS: readonly (readonly [string, string, object])[] = [
  ['POST', '/qps/hub/ticket', userBody(['a'], { TargetUri: '/hub/' })],
  ['POST', '/qps/hub/session', userBody(['a'], { SessionId: 'of-some-length' })],
  ['POST', '/api/client-keys', { name: 'portal' }],
  ['POST', '/api/connections', { document: { prefix: 'new', idp: { metadata: 'idp.xml' } }, dryRun: true }],
  ['PUT', '/api/connections/hub', { revision: 'x', document: { prefix: 'hub' }, dryRun: true }],
  ['DELETE', '/api/connections/hub', { revision: 'x', dryRun: true }],
  ['POST', '/api/connections/hub/restore', { revision: 'x', version: 1, dryRun: true }],
  ['POST', '/api/connections/hub/keys', { action: 'make' }],
  ['POST', '/api/metadata', { metadata: '<EntityDescriptor/>', search: 'a' }],
  ['POST', '/api/connections/hub/metadata', { fingerprint: 'x', dryRun: true }],
  ['POST', '/api/access/view-as', { connection: 'hub', app: 'us', user: 'CORP\\anne', attributes: 'group = SalesUS' }],
  [
    'POST',
    '/api/access/explain',
    { connection: 'hub', kind: 'app', id: 'us', action: 'read', user: 'CORP\\anne', attributes: 'group = SalesUS' },
  ],
  ['POST', '/api/connections/hub/what-if', { document: { prefix: 'hub', idp: { metadata: 'idp.xml' } } }],
  ['POST', '/api/link/known', { ids: ['_a'] }],
  ['POST', '/api/connections/hub/replay', { binding: 'form', raw: 'SAMLResponse=PGEvPg==' }],
  ['POST', '/api/reviews', { connection: 'hub', digest: 'x', note: '' }],
  ['POST', '/console/login', { token: 'x' }],
];

/** Every call of the API whose handler reads a body, and every one that the published description gives one, as method and path. */
async function callsWithBody(): Promise<readonly (readonly [string, string])[]> {
  const calls: (readonly [string, string])[] = [];
  for await (const file of glob('server/api/*-calls.ts')) {
    // From one route to the next: what reads the body stands between them.
    const [, ...routes] = (await readFile(file, 'utf8')).split(/\brouter\.(?=[a-z]+\()/);
    for (const route of routes.filter((text) => text.includes('readInput('))) {
      const [, method = '', path = ''] = /^([a-z]+)\(\s*'([^']+)'/.exec(route) ?? [];
      calls.push([method.toUpperCase(), `/api${path}`]);
    }
  }
  for (const [path, methods] of Object.entries(openapi.paths)) {
    for (const [method, call] of Object.entries(methods))
      if ('requestBody' in call) calls.push([method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1')]);
  }
  return calls;
}

test('each call that reads a body is in the table', async () => {
  const calls = await callsWithBody();
  const isThere = ([method, path]: readonly [string, string]) =>
    CALLS.some(([one, other]) => one === method && new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(other));
  expect(calls.filter((call) => !isThere(call))).toEqual([]);
  // The console's sign-in is no call of the API.
  expect(calls).toHaveLength(CALLS.length - 1);
});

const NAMES = ['__proto__', 'constructor', 'toString', 'UserId', 'Attributes', 'document', ''];
const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '\u202e',
    '//x',
    'https:%5c%5cx',
    'javascript:x',
    '%00',
    'a'.repeat(5000),
    '../../etc/passwd',
  ),
  fc.double(),
  fc.constantFrom(null, true, -0, 1e308, [], {}),
);
const value = fc.oneof(
  odd,
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.constantFrom(...NAMES), odd, { maxKeys: 3 }),
);

/** A good body with some of it changed, taken away or added; or anything at all. */
const bodyFrom = (good: object): fc.Arbitrary<string> => {
  const keys = [...Object.keys(good), ...NAMES];
  const change = fc.tuple(fc.constantFrom(...keys), fc.oneof(value, fc.constant(undefined)));
  const changed = fc.array(change, { maxLength: 3 }).map((changes) => {
    return JSON.stringify({ ...good, ...Object.fromEntries(changes) });
  });
  const cut = fc.nat(JSON.stringify(good).length).map((length) => JSON.stringify(good).slice(0, length));
  const deep = fc.constantFrom(
    '['.repeat(20_000),
    `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
    '{"UserId":"a","UserId":"b"}',
  );
  return fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 2, arbitrary: value.map((one) => JSON.stringify(one)) },
    cut,
    deep,
  );
};

describe.each(CALLS)('%s %s', (method, path, good) => {
  test('answers whatever comes in one clear line, and never as a defect', async () => {
    await fc.assert(
      fc.asyncProperty(bodyFrom(good), async (body) => {
        const response = await send(method, path, body);
        const text = await response.text();
        expect([response.status, response.status < 500]).toEqual([response.status, true]);
        if (response.status < 400) return;
        const { error } = JSON.parse(text);
        expect(error.message).toMatch(/^[^\n]{1,2000}$/);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
    expect(world.lines.filter((line) => line.includes('"defect"'))).toEqual([]);
  });
});

function send(method: string, path: string, body: string): Promise<Response> {
  const xrfkey = 'abcdefghijklmnop';
  // What administrates is not to go on under this hand: sessions end, keys are made, nothing else changes.
  return fetch(`${world.url()}${path}${path.startsWith('/qps') ? `?xrfkey=${xrfkey}` : ''}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      'X-Qlik-Xrfkey': xrfkey,
      'X-Workbench-Console': '1',
      Origin: world.url(),
      Authorization: `Bearer ${token}`,
    },
    body,
  });
}

test('addresses of QPS calls, whatever stands in them, and tickets, whatever they are, neither', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map((text) => encodeURIComponent(text.toWellFormed())),
    fc.constantFrom('%', '%zz', '%00', '..', '%2e%2e', '%2F', 'a%5Cb', 'arrival%20x', '__proto__', 'x'.repeat(3000)),
  );
  const path = fc.oneof(
    part.map((id) => `/qps/hub/session/${id}`),
    fc.tuple(part, part).map(([directory, id]) => `/qps/hub/user/${directory}/${id}`),
    part.map((prefix) => `/qps/${prefix}/session`),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('GET', 'DELETE'), path, part, async (method, address, ticket) => {
      const xrfkey = 'abcdefghijklmnop';
      const headers = { 'X-Qlik-Xrfkey': xrfkey, Authorization: `Bearer ${token}` };
      const called = await fetch(`${world.url()}${address}?xrfkey=${xrfkey}`, { method, headers, redirect: 'manual' });
      expect([address, called.status < 500]).toEqual([address, true]);
      const brought = await fetch(`${world.url()}/hub/qps/user?a=1&qlikTicket=${ticket}&b`, { redirect: 'manual' });
      expect([ticket, brought.status, brought.headers.get('Location')]).toEqual([ticket, 303, '/hub/qps/user?a=1&b']);
    }),
    { numRuns: 120, interruptAfterTimeLimit: 20_000 },
  );
  expect(world.lines.filter((line) => line.includes('"defect"'))).toEqual([]);
});
