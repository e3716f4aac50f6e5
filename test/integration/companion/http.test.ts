import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

/** Another connection, which tells of what is closed only that it is. */
const SECOND = `
  - prefix: second
    idp: { metadata: idp.xml }
    closedApps: plain
    streams: [{ name: SalesAUS, apps: [{ id: aus, name: Pipeline AUS }] }]
    rules: [{ name: By group, resourceFilter: App_*, actions: [read], condition: user.environment.group = resource.stream.name }]
`;

let world: CompanionWorld;

beforeAll(async () => {
  world = await makeCompanionWorld({ extra: SECOND });
});

afterAll(async () => {
  await world.close();
});

const get = (path: string, init: RequestInit = {}) => fetch(`${world.url()}${path}`, { redirect: 'manual', ...init });

describe('every answer', () => {
  test.each([
    '/',
    '/hub/',
    '/hub/qps/user',
    '/nowhere',
    '/hub/nowhere',
    '/healthz',
    '/pages/style.css',
    '/hub/saml/metadata',
    '/api/knowledge',
  ])('has the security headers: %s', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
  });

  test('pages about somebody are kept by nobody', async () => {
    for (const path of ['/hub/', '/hub/qps/user', '/hub/logout']) {
      expect((await get(path)).headers.get('cache-control')).toBe('no-store');
    }
  });

  test('a method that a path does not have is a 405', async () => {
    expect((await get('/hub/saml/acs')).status).toBe(405);
    expect((await get('/hub/', { method: 'DELETE' })).status).toBe(405);
  });

  test('an address that is none is a 404 page with a next step, markup and all', async () => {
    const answer = await get('/hub/%3Cscript%3E');
    expect(answer.status).toBe(404);
    const html = await answer.text();
    expect(html).toContain('href="/hub/"');
    expect(html).not.toContain('<script>');
  });

  test.each([
    '/pages/..%2f..%2fpackage.json',
    '/inspect/..%2f..%2fpackage.json',
    '/inspect/%00',
    '/pages/.hidden',
    '/%',
    '/hub/app/%E0%A4%A',
  ])('nothing outside is served, and nothing breaks: %s', async (path) => {
    const { status } = await get(path);
    expect([302, 400, 404, 503]).toContain(status);
    expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
  });
});

describe('a prefix', () => {
  test('in the wrong case is sent to the right one, with method and body', async () => {
    const answer = await get('/HUB/app/us?a=b');
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/hub/app/us?a=b']);
    expect((await get('/Hub/saml/acs', { method: 'POST', body: 'x' })).headers.get('location')).toBe('/hub/saml/acs');
    expect((await get('/hub')).headers.get('location')).toBe('/hub/');
    expect((await get('/HUB')).headers.get('location')).toBe('/hub/');
    expect((await get('/hub?a=b')).headers.get('location')).toBe('/hub/?a=b');
  });

  test('shares nothing with another: no cookie, no session', async () => {
    await world.logIn('Anne');
    const cookie = world.browser.cookies.of('localhost').get('hub.session');
    const headers = { cookie: `second.session=${cookie}` };
    expect(await (await get('/second/qps/user', { headers })).json()).toMatchObject({ session: 'inactive' });
    expect(await (await get('/hub/qps/user', { headers: { cookie: `hub.session=${cookie}` } })).json()).toMatchObject({
      userId: 'anne',
    });
  });
});

describe('an app', () => {
  test('that no rule opens is a 403 that says who, with what, what of which rule was false, and what would change it', async () => {
    await world.logIn('Anne');
    const closed = await world.browser.open(`${world.url()}/hub/app/aus`);
    expect(closed.status).toBe(403);
    expect(closed.text).toContain('group = SalesUS');
    expect(closed.text).toContain('so "user.environment.group = resource.name" is false');
    expect(closed.text).toContain('add "SalesAUS" to user.environment.group');
  });

  test('that is closed looks like one that is not there, where the connection explains nothing', async () => {
    const browser = new HttpBrowser();
    await browser.press(await browser.open(`${world.url()}/second/`), 'Anne');
    const closed = await browser.open(`${world.url()}/second/app/aus`);
    expect([closed.status, closed.text]).toEqual([403, expect.stringContaining('user.environment.group = ')]);
    const missing = await browser.open(`${world.url()}/second/app/none`);
    // Each refusal has a number of its own, and either page has one.
    const number = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/;
    expect([number.test(closed.text), number.test(missing.text)]).toEqual([true, true]);
    expect(missing.text.replaceAll(new RegExp(number, 'g'), '#')).toBe(
      closed.text.replaceAll(new RegExp(number, 'g'), '#'),
    );
  });

  test('that a rule opens is open', async () => {
    await world.logIn('Anne');
    expect(await world.browser.open(`${world.url()}/hub/app/us`)).toMatchObject({ status: 200 });
  });
});

test('the start page leads to hub and inspector', async () => {
  const { links } = await world.browser.open(`${world.url()}/`);
  expect(links.map(({ href }) => new URL(href).pathname)).toEqual(
    expect.arrayContaining(['/hub/', '/second/', '/inspect/', '/hub/saml/metadata']),
  );
});

test('SP metadata says where logins and logouts go, and has the certificate', async () => {
  const answer = await get('/hub/saml/metadata');
  expect(answer.headers.get('content-type')).toBe('application/samlmetadata+xml; charset=utf-8');
  const message = readMessage(parseXml(await answer.text()));
  const entity = message.kind === 'Metadata' ? message.entities[0] : undefined;
  expect(entity).toMatchObject({
    entityId: `${world.url()}/hub/saml/metadata`,
    sp: {
      authnRequestsSigned: true,
      wantAssertionsSigned: true,
      assertionConsumer: [{ location: `${world.url()}/hub/saml/acs` }],
      requestInitiators: [
        {
          binding: 'urn:oasis:names:tc:SAML:profiles:SSO:request-init',
          location: `${world.url()}/hub/saml/login`,
        },
      ],
      singleLogout: [
        { location: `${world.url()}/hub/saml/slo` },
        { location: `${world.url()}/hub/saml/slo` },
        { location: `${world.url()}/hub/saml/slo/soap` },
      ],
      keys: [{ use: 'signing' }, { use: 'encryption' }],
    },
  });
});

test('knowledge is public metadata: certificates, and no key', async () => {
  const text = await (await get('/api/knowledge')).text();
  const { metadata } = JSON.parse(text);
  expect(metadata.map(({ entityId }: { entityId: string }) => entityId)).toEqual([
    world.idp.entityId,
    world.idp.entityId,
    `${world.url()}/hub/saml/metadata`,
    `${world.url()}/second/saml/metadata`,
  ]);
  expect(text).not.toContain('PRIVATE');
});

test('health is told', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
});

test('keys and store in the state folder are for their owner only', async () => {
  const folder = join(world.folder, 'state');
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of ['hub.pem', 'second.pem', 'companion.sqlite'])
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
});

describe('the inspector', () => {
  test('that was not built says how', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inspector-'));
    const companion = await startAlone(folder);
    const answer = await fetch(`${companion.url}/inspect/`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
    await companion.close();
    await rm(folder, { recursive: true });
  });

  test('is served under its own strict policy, scripts from us only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inspector-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Inspector</title>');
    await writeFile(join(folder, 'assets', 'main.js'), '1');
    const companion = await startAlone(folder);
    for (const path of ['/inspect', '/inspect/', '/inspect/assets/main.js']) {
      const answer = await fetch(`${companion.url}${path}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
      );
    }
    expect((await fetch(`${companion.url}/inspect/assets/main.js`)).headers.get('content-type')).toMatch(/javascript/);
    await companion.close();
    await rm(folder, { recursive: true });
  });

  /** Another companion in the same process, with a state folder of its own. */
  async function startAlone(inspectorFolder: string) {
    const log = makeLog({ write: () => undefined });
    const stateFolder = join(inspectorFolder, 'state');
    return startCompanion({ config: join(world.folder, 'companion.yaml'), port: 0, stateFolder, log, inspectorFolder });
  }
});

describe('starting', () => {
  const start = (text: string) => {
    const config = join(world.folder, `other-${Math.random()}.yaml`);
    const log = makeLog({ write: () => undefined });
    return writeFile(config, text).then(() =>
      startCompanion({ config, port: 0, stateFolder: join(world.folder, 'other'), log }),
    );
  };

  test('on a port that is taken is one clear line', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const log = makeLog({ write: () => undefined });
    const starting = startCompanion({
      config: join(world.folder, 'companion.yaml'),
      port,
      stateFolder: join(world.folder, 'other'),
      log,
    });
    await expect(starting).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is already in use: stop the program that uses it, or choose another port with PORT=4050 npm start`,
    );
    server.close();
  });

  test.each([
    [
      'an IdP without metadata file',
      'connections:\n  - prefix: hub\n    idp: { metadata: nowhere.xml }\n',
      'nowhere.xml cannot be read: ENOENT.',
    ],
    [
      'an unknown key of the SAML part',
      'connections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n    sp:\n      entityID: x\n',
      'line 5: connections[0].sp.entityID is not a key that means anything here.',
    ],
    [
      'a wrong value of the SAML part',
      'connections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n    clockSkew: -1\n',
      'line 4: connections[0].clockSkew is wrong',
    ],
    [
      'an attribute row without target',
      'connections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n    attributes:\n      - { from: a }\n',
      'line 5: connections[0].attributes[0]',
    ],
    [
      'a rule without name',
      'connections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n    rules:\n      - { resourceFilter: "*", actions: [read], condition: "" }\n',
      'line 5: connections[0].rules[0]',
    ],
  ])('with %s is one clear line', async (_, text, words) => {
    await expect(start(text)).rejects.toThrow(words);
  });

  test('with a rule in error goes on: the rule allows nothing, and the log says so', async () => {
    const lines: string[] = [];
    const config = join(world.folder, 'rule.yaml');
    await writeFile(
      config,
      'connections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n    rules:\n      - { name: broken, resourceFilter: "*", actions: [read], condition: "user.x =" }\n',
    );
    const log = makeLog({ write: (line: string) => lines.push(line) });
    const companion = await startCompanion({ config, port: 0, stateFolder: join(world.folder, 'rule'), log });
    expect(lines.join('')).toContain('"event":"rule-in-error"');
    expect((await fetch(`${companion.url}/healthz`)).status).toBe(200);
    await companion.close();
  });
});

test('while a message of a megabyte is read, everybody else is answered', async () => {
  const { beforeAcs, forged, postInstead } = await import('./forge.ts');
  world.browser.cookies.clear('localhost');
  const page = await beforeAcs(world);
  const values = Array.from(
    { length: 8000 },
    (_, index) => `<saml:AttributeValue>group-${index}</saml:AttributeValue>`,
  );
  const xml = await forged(world, page, (text) =>
    text.replace('<saml:AttributeValue>SalesUS</saml:AttributeValue>', values.join('')),
  );
  let answered = 0;
  let isDone = false;
  const login = postInstead(page, xml, world.browser).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await get('/healthz');
    answered += 1;
  }
  expect((await login).status).toBe(200);
  // Read on the server's own thread, it would hold up all but the first few.
  expect(answered).toBeGreaterThan(50);
});
