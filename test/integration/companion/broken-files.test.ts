import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { startIdp } from '#server/idp/start.ts';
import { makeLog } from '#server/log/log.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld;
let folder: string;
let state: string;
let lines: string[];

beforeAll(async () => {
  world = await makeCompanionWorld();
});

afterAll(async () => {
  await world.close();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-'));
  state = join(folder, 'state');
  lines = [];
  await mkdir(state);
  return async () => rm(folder, { recursive: true });
});

const log = makeLog({ write: (line: string) => lines.push(line) });

const start = (config = join(world.folder, 'companion.yaml')) =>
  startCompanion({ config, port: 0, stateFolder: state, log });

const startTestIdp = () => startIdp({ port: 0, stateFolder: state, serviceProviders: [], log });

async function errorOf(starting: Promise<unknown>): Promise<string> {
  const error = await starting.then(
    () => null,
    (cause: unknown) => cause,
  );
  expect(error).toMatchObject({ name: 'WorkbenchError' });
  const message = error instanceof Error ? error.message : '';
  expect(message).not.toContain('\n');
  return message;
}

describe('a key file of the state folder', () => {
  test.each([
    ['companion', 'hub.pem', start],
    ['test IdP', 'test-idp.pem', startTestIdp],
  ] as const)('of the %s is made once, and never anew in place of a broken one', async (_, name, begin) => {
    const file = join(state, name);
    await (await begin()).close();
    const whole = await readFile(file, 'utf8');
    const certificate = whole.slice(whole.indexOf('-----BEGIN CERT'));
    const broken: readonly (readonly [string, string])[] = [
      ['', 'it is empty'],
      [' \n', 'it is empty'],
      [whole.slice(0, whole.length / 2), 'it has no whole'],
      [whole.slice(0, -20), 'it has no whole certificate'],
      [certificate, 'it has no whole private key'],
      [whole.replace(/MII.{40}/, 'MII'), 'The private key cannot be used'],
      ['no key at all', 'it has no whole private key'],
    ];
    for (const [text, reason] of broken) {
      await writeFile(file, text);
      expect(await errorOf(begin())).toContain(`The key file ${file} cannot be used: ${reason}`);
      expect(await readFile(file, 'utf8')).toBe(text);
    }
    await writeFile(file, whole);
    await (await begin()).close();
  });
});

describe('metadata of an identity provider that is none', () => {
  test.each([
    ['empty', '', 'There is nothing to read: the input is empty'],
    ['a login page', '<!DOCTYPE html>\n<html><body>Log in</body></html>', 'This is a HTML page, not SAML metadata'],
    ['a page without DOCTYPE', '<html><p>Log in</html>', 'This is a HTML page, not SAML metadata'],
    ['text', 'see attachment', 'Not well-formed XML'],
    ['JSON', '{"error":"unauthorized"}', 'Not well-formed XML'],
    ['cut off', '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"', 'Not well-formed XML'],
    [
      'a message',
      '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      'This is a Response, not SAML metadata',
    ],
  ])('is named with its connection: %s', async (_, text, reason) => {
    const config = join(folder, 'companion.yaml');
    await writeFile(join(folder, 'partner.xml'), text);
    await writeFile(config, 'connections:\n  - prefix: hub\n    idp: { metadata: partner.xml }\n');
    const message = await errorOf(start(config));
    const place = `${config}, line 3: connections[0].idp.metadata names partner.xml, which cannot be used: `;
    expect(message.slice(0, place.length)).toBe(place);
    expect(message).toContain(reason);
  });

  test('has a sound twin', async () => {
    const config = join(folder, 'companion.yaml');
    await writeFile(join(folder, 'partner.xml'), world.idp.metadata);
    await writeFile(config, 'connections:\n  - prefix: hub\n    idp: { metadata: partner.xml }\n');
    await (await start(config)).close();
  });
});

describe('a key or certificate that the configuration names', () => {
  test.each([
    [
      'idp: { entityId: i, certificates: [bad.pem] }',
      'connections[0].idp.certificates names bad.pem, which cannot be used',
    ],
    ['idp: { metadata: idp.xml }\n    sp: { key: bad.pem }', 'connections[0].sp.key is wrong: it cannot be used'],
    [
      'idp: { metadata: idp.xml }\n    sp: { certificate: bad.pem }',
      'connections[0].sp.certificate is wrong: it cannot be used',
    ],
  ])('and that is none is named: %s', async (lines, words) => {
    const config = join(folder, 'companion.yaml');
    await writeFile(join(folder, 'idp.xml'), world.idp.metadata);
    await writeFile(join(folder, 'bad.pem'), 'no key');
    await writeFile(config, `connections:\n  - prefix: hub\n    ${lines}\n`);
    expect(await errorOf(start(config))).toContain(words);
  });
});

test('an address that is not of this machine is one clear line', async () => {
  const config = join(folder, 'companion.yaml');
  await writeFile(join(folder, 'idp.xml'), world.idp.metadata);
  await writeFile(config, 'host: 192.0.2.1\nconnections:\n  - prefix: hub\n    idp: { metadata: idp.xml }\n');
  expect(await errorOf(start(config))).toBe(
    'Nothing can listen at port 0 of 192.0.2.1 on this machine: EADDRNOTAVAIL.',
  );
});

describe('the state of the test IdP', () => {
  test('that cannot be written refuses with 503, and works when it can be again', async () => {
    const { metadata, url } = world.companion();
    const idp = await startIdp({ port: 0, stateFolder: state, serviceProviders: metadata, log });
    const login = `${idp.url}/start?sp=${encodeURIComponent(`${url}/hub/saml/metadata`)}`;
    await rm(state, { recursive: true });
    const refused = await fetch(login);
    expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('cannot be used')]);
    expect(lines.join('')).toContain('"code":"state-unwritable"');
    expect(lines.join('')).not.toContain('defect');
    await mkdir(state);
    expect((await fetch(login)).status).toBe(200);
    await idp.close();
  });

  test('with an entry of another form is read without it, and the log says so once', async () => {
    await (await startTestIdp()).close();
    const file = join(state, 'idp-state.json');
    const kept = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...kept, sessions: [{ key: 'a', person: 'anne' }], logins: [null] }));
    lines.length = 0;
    const idp = await startTestIdp();
    expect((await fetch(idp.url)).status).toBe(200);
    await idp.close();
    const told = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'idp-entry-unreadable');
    expect(told.map(({ code }) => code)).toEqual(['session', 'login']);
  });

  test.each([
    ['empty', '', 'it is empty'],
    ['cut off', '{ "version": 1, "secret": "sesame', 'it has another form than this version writes'],
    ['of another version', '{ "version": 2, "secret": "sesame" }', 'it has another form than this version writes'],
  ])('that is %s is named, and nothing of it is told', async (_, text, reason) => {
    await writeFile(join(state, 'idp-state.json'), text);
    const message = await errorOf(startTestIdp());
    expect(message).toContain(reason);
    expect(message).not.toContain('sesame');
  });
});
