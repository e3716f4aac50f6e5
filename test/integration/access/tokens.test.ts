import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { makeLog } from '#server/log/log.ts';
import {
  ecPair,
  keySet,
  makeMacToken,
  makeToken,
  makeUnsignedToken,
  pemOf,
  rsaPair,
} from '#test/fixtures/token-maker.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { qpsClient, tokenOf } from './qps-client.ts';

const [trusted, other, ec, weak] = [rsaPair(), rsaPair(), ecPair(), rsaPair(1024)];
const USER = 'user: { id: sub, directory: "[CORP]" }';
const PINNED = `issuer: https://issuer.example, audience: workbench, ${USER}`;

let world: CompanionWorld;
let folder: string;
let certified: Awaited<ReturnType<typeof makeSelfSigned>>;
let now = Date.now();
let remoteKeys = '';
let remoteAsked = 0;
const remote = createServer((_, response) => {
  remoteAsked += 1;
  response.statusCode = remoteKeys === '' ? 500 : 200;
  response.end(remoteKeys);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve));
  const address = remote.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  folder = await mkdtemp(join(tmpdir(), 'tokens-'));
  const written = (name: string): string => join(folder, name);
  certified = await makeSelfSigned({ commonName: 'issuer', days: 1, now });
  await writeFile(written('issuer.crt'), certified.certificatePem);
  await writeFile(written('rsa.pem'), pemOf(trusted));
  await writeFile(written('set.json'), keySet({ rsa: trusted.publicKey, ec: ec.publicKey, weak: weak.publicKey }));
  const connection = (prefix: string, jwt: string, methods = '[jwt]'): string =>
    `  - { prefix: ${prefix}, idp: { metadata: idp.xml }, methods: ${methods}, jwt: { ${jwt} } }\n`;
  const rules =
    'attributes: [{ from: groups, to: group }, { from: realm.roles, to: role }, { from: mail, to: mail, required: true }]';
  const extra = [
    `    jwt: { certificate: ${written('rsa.pem')}, ${PINNED}, ${rules} }\n`,
    connection('set', `jwks: ${written('set.json')}, ${PINNED}`),
    connection('remote', `jwks: "http://127.0.0.1:${port}/keys", ${PINNED}`),
    connection('private', `jwks: "https://10.255.255.1:${port}/keys", ${PINNED}`),
    connection('once', `certificate: ${written('rsa.pem')}, once: true, maxAge: 10, ${PINNED}`),
    connection('cert', `certificate: ${written('issuer.crt')}, ${PINNED}`),
    connection('off', `certificate: ${written('rsa.pem')}, ${PINNED}`, '[saml]'),
    connection('dir', `certificate: ${written('rsa.pem')}, ${PINNED.replace('"[CORP]"', 'dir')}`),
  ];
  world = await makeCompanionWorld({ extra: extra.join(''), clock: () => now });
});

afterAll(async () => {
  remote.close();
  await world.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  now = Math.floor(Date.now() / 1000) * 1000;
});

const claims = (changes: object = {}) => ({
  iss: 'https://issuer.example',
  aud: 'workbench',
  sub: 'anne',
  exp: now / 1000 + 300,
  iat: now / 1000,
  mail: 'anne@example.com',
  groups: ['QlikGroup', 'Sales'],
  ...changes,
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly cookie: string;
}

async function open(token: string | null, path = 'hub/', cookie = ''): Promise<Answer> {
  const response = await fetch(`${world.url()}/${path}`, {
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(cookie === '' ? {} : { cookie }),
    },
  });
  const set =
    response.headers
      .getSetCookie()
      .find((one) => one.includes('.session='))
      ?.split(';')[0] ?? '';
  return { status: response.status, text: await response.text(), headers: response.headers, cookie: set };
}

describe('a token that is accepted', () => {
  test('logs in on the page that it came to, and the session’s cookie governs from then on', async () => {
    const first = await open(makeToken(claims(), trusted));
    expect(first.status).toBe(200);
    expect(first.text).toContain('Welcome, anne');
    expect(first.text).toContain('Group summary');
    expect(first.text).toContain('claim of the token');
    expect((await open(null, 'hub/qps/user', first.cookie)).text).toContain('"userId":"anne"');
    const eddie = makeToken(claims({ sub: 'eddie' }), trusted);
    expect((await open(eddie, 'hub/qps/user', first.cookie)).text).toContain('"userId":"anne"');
    expect((await open('no token at all', 'hub/qps/user', first.cookie)).text).toContain('"userId":"anne"');
    now += 6 * 60_000;
    expect((await open(null, 'hub/qps/user', first.cookie)).text).toContain('"userId":"anne"');
  });

  test('works on any page, and the scheme in any case', async () => {
    const token = makeToken(claims(), trusted);
    expect((await open(token, 'hub/app/all')).status).toBe(200);
    const response = await fetch(`${world.url()}/hub/qps/user`, { headers: { authorization: `bEARER  ${token}` } });
    expect(await response.text()).toContain('"userId":"anne"');
  });

  test('maps every value of a list, numbers and claims within claims, and leaves out what is optional', async () => {
    const token = makeToken(claims({ groups: ['a', 7, { no: 1 }, 'a'], realm: { roles: ['admin', 'user'] } }), trusted);
    const { cookie } = await open(token);
    expect(cookie).not.toBe('');
    const { body } = await qpsClient(world)('GET', 'hub/user/CORP/anne');
    expect(body).toMatchObject([
      {
        Attributes: [
          { group: 'a' },
          { group: '7' },
          { group: 'a' },
          { role: 'admin' },
          { role: 'user' },
          { mail: 'anne@example.com' },
        ],
      },
      ...(Array.isArray(body) ? body.slice(1) : []),
    ]);
  });

  test('has one session, however often a client without cookies sends it', async () => {
    const token = makeToken(claims({ sub: 'script' }), trusted);
    const answers = [await open(token), await open(token), await open(token)];
    expect(new Set(answers.map(({ cookie }) => cookie)).size).toBe(1);
    const list = await qpsClient(world)('GET', 'hub/user/CORP/script');
    expect(list.body).toHaveLength(1);
  });

  test('begins no session again once its session was ended', async () => {
    const token = makeToken(claims({ sub: 'ended' }), trusted);
    expect((await open(token)).status).toBe(200);
    await qpsClient(world)('DELETE', 'hub/user/CORP/ended');
    expect(await open(token)).toMatchObject({ status: 401, text: expect.stringContaining('token-ended') });
    expect((await open(makeToken(claims({ sub: 'ended', jti: 'another' }), trusted))).status).toBe(200);
  });

  test('may be of a list of audiences, and signed by a key of a set: RSA or EC, with or without its name', async () => {
    const token = claims({ aud: ['elsewhere', 'workbench'] });
    expect((await open(makeToken(token, trusted, { kid: 'rsa' }), 'set/')).status).toBe(200);
    expect((await open(makeToken({ ...token, jti: '1' }, ec, { kid: 'ec' }), 'set/')).status).toBe(200);
    expect((await open(makeToken({ ...token, jti: '2' }, ec), 'set/')).status).toBe(200);
  });

  test('a clock that is three minutes off is no reason', async () => {
    expect((await open(makeToken(claims({ exp: now / 1000 - 170 }), trusted))).status).toBe(200);
    expect((await open(makeToken(claims({ nbf: now / 1000 + 170 }), trusted))).status).toBe(200);
  });

  test('gives the directory by a claim, too', async () => {
    const { text } = await open(makeToken(claims({ dir: 'LAB' }), trusted), 'dir/qps/user');
    expect(JSON.parse(text)).toMatchObject({ userDirectory: 'LAB', userId: 'anne' });
  });

  test('where the connection takes none, the header is somebody else’s', async () => {
    for (const token of [makeToken(claims(), trusted), 'rubbish']) {
      const { status, text } = await open(token, 'off/qps/user');
      expect([status, JSON.parse(text)]).toMatchObject([200, { session: 'inactive' }]);
    }
  });

  test('is not in the log, nor the cookie that follows from it', async () => {
    const token = makeToken(claims({ sub: 'secretive' }), trusted);
    const { cookie } = await open(token);
    await open(`${token}x`);
    const log = world.lines.join('');
    expect(log).toContain('"code":"token-signature"');
    expect(log).toMatch(/"event":"login",[^\n]*"user":"CORP\\\\secretive","reason":"jwt"/);
    const secrets = [token, token.split('.')[2] ?? '', cookie.split('=')[1] ?? ''];
    for (const secret of secrets) expect([secret.length > 20, log.includes(secret)]).toEqual([true, false]);
  });
});

describe('a token that is refused, with 401 and its reason', () => {
  const pem = pemOf(trusted);
  test.each<[string, () => string, string, string?]>([
    ['no token', () => 'x', 'token-malformed'],
    ['five parts', () => `${makeToken(claims(), trusted)}.a.b`, 'token-malformed'],
    [
      'a header that is no JSON',
      () => `e30x.${makeToken(claims(), trusted).split('.').slice(1).join('.')}`,
      'token-malformed',
    ],
    ['unsigned: none', () => makeUnsignedToken(claims()), 'token-algorithm'],
    ['unsigned: nOnE', () => makeUnsignedToken(claims(), 'nOnE', 'YQ'), 'token-algorithm'],
    ['no signature', () => makeUnsignedToken(claims(), 'RS256'), 'token-signature'],
    ['a MAC made with the public key', () => makeMacToken(claims(), pem), 'token-algorithm'],
    ['a MAC that says RS256', () => makeMacToken(claims(), pem, 'RS256'), 'token-signature'],
    ['a MAC, at a set', () => makeMacToken(claims(), pem), 'token-algorithm', 'set/'],
    ['another RSA algorithm', () => makeToken(claims(), trusted, { alg: 'RS512' }), 'token-algorithm'],
    ['PSS', () => makeToken(claims(), trusted, { alg: 'PS256' }), 'token-algorithm'],
    ['another key', () => makeToken(claims(), other), 'token-signature'],
    ['another kind of key', () => makeToken(claims(), ec), 'token-algorithm'],
    [
      'a key in its header',
      () => makeToken(claims(), other, { jwk: other.publicKey.export({ format: 'jwk' }) }),
      'token-signature',
    ],
    ['an address of a key', () => makeToken(claims(), other, { jku: 'https://evil.example/keys' }), 'token-signature'],
    ['a key that is too short', () => makeToken(claims(), weak, { kid: 'weak' }), 'token-key-unknown', 'set/'],
    ['the name of another key', () => makeToken(claims(), trusted, { kid: 'nobody' }), 'token-key-unknown', 'set/'],
    ['something critical', () => makeToken(claims(), trusted, { crit: ['exp'], exp: 1 }), 'token-malformed'],
    ['changed claims', () => changed(makeToken(claims(), trusted)), 'token-signature'],
    ['expired', () => makeToken(claims({ exp: now / 1000 - 181 }), trusted), 'token-expired'],
    ['without an end', () => makeToken(claims({ exp: undefined }), trusted), 'token-claim'],
    ['an end that is no number', () => makeToken(claims({ exp: 'tomorrow' }), trusted), 'token-claim'],
    ['not yet', () => makeToken(claims({ nbf: now / 1000 + 190 }), trusted), 'token-claim'],
    ['another issuer', () => makeToken(claims({ iss: 'https://issuer.example/' }), trusted), 'token-claim'],
    ['no issuer', () => makeToken(claims({ iss: undefined }), trusted), 'token-claim'],
    ['another audience', () => makeToken(claims({ aud: ['Workbench'] }), trusted), 'token-claim'],
    ['no audience', () => makeToken(claims({ aud: undefined }), trusted), 'token-claim'],
    ['no user', () => makeToken(claims({ sub: undefined }), trusted), 'token-user'],
    ['a blank user', () => makeToken(claims({ sub: '  ' }), trusted), 'token-user'],
    ['two users', () => makeToken(claims({ sub: ['anne', 'eddie'] }), trusted), 'token-user'],
    [
      'a letter that is another one without its case',
      () => makeToken(claims({ sub: '\u212Aim' }), trusted),
      'token-user',
    ],
    ['a directory with a backslash', () => makeToken(claims({ dir: 'A\\B' }), trusted), 'token-user', 'dir/'],
    ['no directory', () => makeToken(claims(), trusted), 'token-user', 'dir/'],
    ['a required claim missing', () => makeToken(claims({ mail: undefined }), trusted), 'token-attribute'],
    ['a required claim without values', () => makeToken(claims({ mail: [] }), trusted), 'token-attribute'],
    ['too old', () => makeToken(claims({ iat: now / 1000 - 800, jti: 'a' }), trusted), 'token-expired', 'once/'],
    ['issued in the future', () => makeToken(claims({ iat: now / 1000 + 600 }), trusted), 'token-claim', 'hub/'],
    ['without its age', () => makeToken(claims({ iat: undefined, jti: 'a' }), trusted), 'token-claim', 'once/'],
    ['without an ID, where it works once', () => makeToken(claims(), trusted), 'token-claim', 'once/'],
  ])('%s', async (_, make, code, path = 'hub/') => {
    const { status, text, headers, cookie } = await open(make(), path);
    expect([status, cookie]).toEqual([401, '']);
    expect(headers.get('WWW-Authenticate')).toBe(`Bearer error="invalid_token", error_description="${code}"`);
    expect(text).toContain(code);
    expect(world.lines.join('')).not.toContain('defect');
  });

  function changed(token: string): string {
    const [header, payload = '', signature] = token.split('.');
    const text = Buffer.from(payload, 'base64url').toString().replace('anne', 'eve');
    return [header, Buffer.from(text).toString('base64url'), signature].join('.');
  }
});

test.each([
  ['a fraction of a second', () => now / 1000 + 300.1234567],
  ['the end of time', () => 1e300],
])('a token that works once may end at %s', async (_, exp) => {
  const token = makeToken(claims({ jti: `ends ${exp()}`, exp: exp() }), trusted);
  expect((await open(token, 'once/')).status).toBe(200);
  expect(await open(token, 'once/')).toMatchObject({ status: 401, text: expect.stringContaining('token-used') });
});

test.each(['an\nne', 'anne\u0000', '\u001b[31manne'])(
  'a token whose user ID has a control character (%j) logs nobody in, as no ticket does',
  async (sub) => {
    expect(await open(makeToken(claims({ sub }), trusted), 'hub/')).toMatchObject({
      status: 401,
      text: expect.stringContaining('token-user'),
    });
  },
);

test('a token that works once works once, after a restart too; its twin with another ID works', async () => {
  const token = makeToken(claims({ jti: 'one' }), trusted);
  expect((await open(token, 'once/')).status).toBe(200);
  expect(await open(token, 'once/')).toMatchObject({ status: 401, text: expect.stringContaining('token-used') });
  await world.restart();
  expect((await open(token, 'once/')).status).toBe(401);
  expect((await open(makeToken(claims({ jti: 'two' }), trusted), 'once/')).status).toBe(200);
  const both = await Promise.all([1, 2].map(() => open(makeToken(claims({ jti: 'three' }), trusted), 'once/')));
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
});

describe('a key set at a URL', () => {
  test('is fetched when needed, once for many, again for a new name but not at each, and kept while it is away', async () => {
    const make = (pair = trusted, kid = 'a', jti = 'x') => makeToken(claims({ jti }), pair, { kid });
    remoteKeys = '';
    expect(await open(make(), 'remote/')).toMatchObject({
      status: 503,
      text: expect.stringContaining('token-keys-missing'),
    });
    now += 31_000;
    remoteKeys = keySet({ a: trusted.publicKey });
    remoteAsked = 0;
    const many = await Promise.all([1, 2, 3, 4].map((each) => open(make(trusted, 'a', String(each)), 'remote/')));
    expect([many.map(({ status }) => status), remoteAsked]).toEqual([[200, 200, 200, 200], 1]);
    remoteKeys = keySet({ a: trusted.publicKey, b: other.publicKey });
    for (let tries = 0; tries < 3; tries++) expect((await open(make(other, 'b'), 'remote/')).status).toBe(401);
    expect(remoteAsked).toBe(1);
    now += 31_000;
    expect((await open(make(other, 'b'), 'remote/')).status).toBe(200);
    expect(remoteAsked).toBe(2);
    remoteKeys = '';
    now += 11 * 60_000;
    expect((await open(make(other, 'b', 'y'), 'remote/')).status).toBe(200);
    expect(remoteAsked).toBe(3);
  });

  test('is not fetched from a private address that nobody allowed by name', async () => {
    const asked = remoteAsked;
    expect((await open(makeToken(claims(), trusted), 'private/')).status).toBe(503);
    expect(remoteAsked).toBe(asked);
    const line = world.lines.find(
      (each) => each.includes('"connection":"private"') && each.includes('token-keys-missing'),
    );
    expect(line).toContain('not a public one');
  });
});

test('a certificate is as good as the key in it', async () => {
  const pair = {
    privateKey: createPrivateKey(certified.privateKeyPem),
    publicKey: createPublicKey(certified.certificatePem),
  };
  expect((await open(makeToken(claims(), pair), 'cert/')).status).toBe(200);
  expect((await open(makeToken(claims(), trusted), 'cert/')).status).toBe(401);
});

test('a refusal has a reference number, under which page, report and log name the same cause and owner', async () => {
  const token = makeToken(claims({ aud: 'elsewhere' }), trusted);
  const { text } = await open(token);
  const reference = /Reference number: <strong class="reference">([^<]+)</.exec(text)?.[1] ?? '';
  expect(text).toContain('Who can mend it');
  const authorization = `Bearer ${await tokenOf(world)}`;
  const report = await fetch(`${world.url()}/api/logins/${reference}`, { headers: { authorization } });
  const told = await report.text();
  expect(report.status).toBe(200);
  expect(told).toContain('token-claim');
  expect(told).not.toContain(token);
  const line = world.lines.find((each) => each.includes(reference) && each.includes('"refused"')) ?? '{}';
  expect(JSON.parse(line)).toMatchObject({ code: 'token-claim', owner: 'idp' });
});

test('whatever a signed token says, it logs in or is refused, and is never a defect', async () => {
  const any = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(-1, 1e300, Number.MAX_SAFE_INTEGER, '', '\u0000', null),
  );
  const some = (names: readonly string[]) => fc.dictionary(fc.constantFrom(...names), any, { maxKeys: 3 });
  const claimNames = ['iss', 'aud', 'sub', 'exp', 'nbf', 'iat', 'jti', 'mail', 'groups', 'realm', '__proto__'];
  const headerNames = ['alg', 'kid', 'typ', 'crit', 'b64', 'zip', 'jwk', 'jku', 'x5c', 'cty', '__proto__'];
  await fc.assert(
    fc.asyncProperty(some(claimNames), some(headerNames), fc.constantFrom(trusted, ec), async (odd, header, pair) => {
      for (const path of ['hub/qps/user', 'set/qps/user', 'once/qps/user']) {
        const { status } = await open(makeToken(claims(odd), pair, header), path);
        expect([200, 401]).toContain(status);
      }
    }),
    { numRuns: 80, interruptAfterTimeLimit: 20_000 },
  );
  expect(world.lines.filter((line) => line.includes('"defect"'))).toEqual([]);
});

describe('at the start, a file that cannot be used is one line that names it', () => {
  test.each([
    ['no jwt entry', 'methods: [jwt]', /line \d+: connections\[0\]\.methods names jwt, but there is no jwt entry/],
    [
      'a set without keys',
      `jwt: { jwks: empty.json, ${PINNED} }`,
      /connections\[0\]\.jwt names what cannot be used: empty\.json/,
    ],
    ['no file', `jwt: { jwks: nowhere.json, ${PINNED} }`, /nowhere\.json/],
    ['both', `jwt: { jwks: empty.json, certificate: a.pem, ${PINNED} }`, /needs either a certificate or a jwks/],
    ['neither', `jwt: { ${PINNED} }`, /needs either a certificate or a jwks/],
    ['no audience', 'jwt: { jwks: a.json, issuer: x, user: { id: sub, directory: d } }', /audience is missing/],
  ])('%s', async (_, line, words) => {
    const config = join(world.folder, 'wrong.yaml');
    await writeFile(join(world.folder, 'empty.json'), '{"keys":[]}');
    await writeFile(
      config,
      `state: wrong\nconnections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n    ${line}\n`,
    );
    const log = makeLog({ write: () => undefined });
    await expect(startCompanion({ config, port: 0, log })).rejects.toThrow(words);
  });
});
