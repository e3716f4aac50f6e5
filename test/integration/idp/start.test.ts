import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startIdp } from '#server/idp/start.ts';
import { type IdpLogin, openIdpState } from '#server/idp/state.ts';
import type { Log } from '#server/log/log.ts';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idp-state-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const start = (port = 0) => startIdp({ port, stateFolder: folder, serviceProviders: [], log });

describe('starting', () => {
  test('a port in use gets one clear line, and the one who has it goes on', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await expect(start(port)).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(String(port)),
    });
    expect((await fetch(first.url)).status).toBe(200);
    await first.close();
  });

  test('the key is made once, for its owner only, and found again', async () => {
    const first = await start();
    await first.close();
    const second = await start(Number(new URL(first.url).port));
    await second.close();
    expect(second.metadata).toBe(first.metadata);
    for (const file of ['test-idp.pem', 'idp-state.json'])
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  test('a state file that cannot be read is named, and left alone', async () => {
    await writeFile(join(folder, 'idp-state.json'), '{ "version": 2 }');
    await expect(start()).rejects.toMatchObject({
      code: 'idp-state-unreadable',
      message: expect.stringContaining('idp-state.json'),
    });
    expect(await readFile(join(folder, 'idp-state.json'), 'utf8')).toBe('{ "version": 2 }');
  });

  test('metadata of a service provider that cannot be read is told on the page, not a crash', async () => {
    const idp = await startIdp({ port: 0, stateFolder: folder, serviceProviders: ['<a>'], log });
    const response = await fetch(idp.url);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Not well-formed XML');
    await idp.close();
  });
});

describe('what is kept', () => {
  const login = (key: string, expiresAt = 100): IdpLogin => ({
    key,
    expiresAt,
    serviceProvider: 'sp',
    requestId: null,
    acs: 'acs',
    startAt: null,
    relayState: null,
    nameIdFormat: null,
    forceAuthn: false,
    isPassive: false,
    authnContext: null,
    fault: null,
  });

  test('writes at the same moment all arrive', async () => {
    const state = await openIdpState(folder, 'secret', log);
    await Promise.all(Array.from({ length: 50 }, (_, index) => state.logins.put(login(`k${index}`), 0)));
    const again = await openIdpState(folder, 'other', log);
    expect(again.secret).toBe('secret');
    expect(again.logins.all(0)).toHaveLength(50);
  });

  test('what was taken or has expired is gone, at once and after a restart', async () => {
    const state = await openIdpState(folder, 'secret', log);
    await state.logins.put(login('a'), 0);
    await state.logins.put(login('b'), 0);
    expect(await state.logins.take('a', 0)).toMatchObject({ key: 'a' });
    expect(await state.logins.take('a', 0)).toBeNull();
    expect(state.logins.get('b', 99)).toMatchObject({ key: 'b' });
    expect(state.logins.get('b', 100)).toBeNull();
    expect((await openIdpState(folder, '', log)).logins.all(0).map(({ key }) => key)).toEqual(['b']);
  });

  test('of each kind the newest thousand', async () => {
    const state = await openIdpState(folder, 'secret', log);
    await Promise.all(Array.from({ length: 1010 }, (_, index) => state.logins.put(login(`k${index}`), 0)));
    expect(state.logins.all(0)).toHaveLength(1000);
    expect(state.logins.get('k9', 0)).toBeNull();
    expect(state.logins.get('k1009', 0)).not.toBeNull();
  });

  test('a write that fails is told, and the next one works', async () => {
    const state = await openIdpState(folder, 'secret', log);
    await rm(folder, { recursive: true });
    await expect(state.logins.put(login('a'), 0)).rejects.toMatchObject({ code: 'state-unwritable' });
    await mkdir(folder);
    await state.logins.put(login('b'), 0);
    expect((await openIdpState(folder, '', log)).logins.all(0).map(({ key }) => key)).toEqual(['a', 'b']);
  });
});
