import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actionsAt, type KeyAction, readKeyRing, rollKey } from '#server/keys/key-ring.ts';
import { findOrMakeKeys } from '#server/keys/own-keys.ts';

const NOW = Date.parse('2026-11-28T00:00:00Z');
const clock = () => NOW;

describe('keys of a connection', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = () => readKeyRing(folder, 'hub', clock);
  const roll = (action: KeyAction) => rollKey(folder, 'hub', action, clock);

  test('are rolled over in three steps, each found again', async () => {
    const first = await read();
    expect(first).toMatchObject({ step: 'steady', other: null, since: null });
    const published = await roll('publish');
    expect(published).toMatchObject({ step: 'published', since: NOW, signing: first.signing });
    expect(await read()).toEqual(published);
    const switched = await roll('switch');
    expect(switched).toEqual({ step: 'switched', since: NOW, signing: published.other, other: first.signing });
    expect(await read()).toEqual(switched);
    expect(await roll('retire')).toEqual({ step: 'steady', since: null, signing: published.other, other: null });
    expect(await findOrMakeKeys(folder, 'hub', clock)).toEqual(published.other);
  });

  test('the next one can be withdrawn before it signs', async () => {
    const { signing } = await read();
    await roll('publish');
    expect(await roll('withdraw')).toEqual({ step: 'steady', since: null, signing, other: null });
  });

  test.each<[readonly KeyAction[], KeyAction]>([
    [[], 'switch'],
    [[], 'retire'],
    [[], 'withdraw'],
    [['publish'], 'publish'],
    [['publish'], 'retire'],
    [['publish', 'switch'], 'publish'],
    [['publish', 'switch'], 'switch'],
    [['publish', 'switch'], 'withdraw'],
  ])('after %j there is no %s, and nothing changes', async (before, action) => {
    for (const each of before) await roll(each);
    const ring = await read();
    expect(actionsAt(ring.step)).not.toContain(action);
    await expect(roll(action)).rejects.toMatchObject({ code: 'key-step-wrong' });
    expect(await read()).toEqual(ring);
  });

  test('two who act at once act one after the other', async () => {
    const [one, two] = await Promise.allSettled([roll('publish'), roll('publish')]);
    expect([one?.status, two?.status]).toEqual(['fulfilled', 'rejected']);
    expect(await roll('switch')).toMatchObject({ step: 'switched' });
  });

  test('are in one file that its owner alone may read, which says what it is', async () => {
    await roll('publish');
    const file = join(folder, 'hub.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^The first key signs, the second comes next\.\nStep: published\nSince: 2026-11-28T00:00:00\.000Z\n-----BEGIN PRIVATE KEY/,
    );
  });

  test('a file with half a pair more is broken, and not a reason to make new keys', async () => {
    const { signing } = await read();
    writeFileSync(join(folder, 'hub.pem'), `${signing.key}${signing.certificate}${signing.key}`);
    await expect(read()).rejects.toMatchObject({ code: 'key-file-broken' });
  });
});
