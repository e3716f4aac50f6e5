import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { type RunningIdp, startIdp } from '#server/idp/start.ts';
import { makeLog } from '#server/log/log.ts';
import { openRaw, postHead } from '#test/fixtures/raw-http.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

const TIMES = 200;

/** Threads for large messages at most, and more messages than these and their queue take on any machine. */
const [THREADS, MORE_THAN_WAIT] = [Math.max(1, Math.min(4, availableParallelism() - 1)), 24];

let world: CompanionWorld;
let folder: string;
let companion: Companion;
let idp: RunningIdp;
const lines: string[] = [];
const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', onRejection);
  world = await makeCompanionWorld();
  folder = await mkdtemp(join(tmpdir(), 'hang-ups-'));
  await writeFile(join(folder, 'large.js'), Buffer.alloc(8 * 1024 * 1024, 0x20));
  const log = makeLog({ write: (line: string) => lines.push(line) });
  const config = join(world.folder, 'companion.yaml');
  companion = await startCompanion({ config, port: 0, stateFolder: join(folder, 'sp'), log, inspectorFolder: folder });
  idp = await startIdp({ port: 0, stateFolder: join(folder, 'idp'), serviceProviders: companion.metadata, log });
});

afterAll(async () => {
  await Promise.all([companion.close(), idp.close(), world.close()]);
  await rm(folder, { recursive: true });
  process.off('unhandledRejection', onRejection);
});

const portOf = (server: string): number => (server === 'companion' ? companion.port : Number(new URL(idp.url).port));

/** Sends bytes and, when they are out and `until` has come back, is gone without a word (RST). */
function hangUp(port: number, bytes: string, until: 'sent' | 'answer'): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    if (until === 'answer') socket.once('data', () => socket.resetAndDestroy());
    socket.write(bytes, () => {
      if (until === 'sent') setTimeout(() => socket.resetAndDestroy(), 20);
    });
  });
}

async function manyHangUps(port: number, bytes: string, until: 'sent' | 'answer' = 'sent'): Promise<string[]> {
  const before = lines.length;
  for (let done = 0; done < TIMES; done += 50) {
    await Promise.all(Array.from({ length: 50 }, () => hangUp(port, bytes, until)));
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  return lines.slice(before);
}

const post = (path: string, type: string, ...rest: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: localhost', `Content-Type: ${type}`, 'Content-Length: 5000', '', ...rest].join(
    '\r\n',
  );

const FORM = 'application/x-www-form-urlencoded';

describe('clients that hang up', () => {
  test.each([
    ['companion', 'in the middle of a form', post('/hub/saml/acs', FORM, 'SAMLResponse=abc')],
    ['companion', 'before a form', post('/hub/saml/slo', FORM, '')],
    ['companion', 'in the middle of a SOAP body', post('/hub/saml/slo/soap', 'text/xml', '<a>')],
    ['companion', 'in the middle of the head', 'GET /hub/ HTTP/1.1\r\nHost: loc'],
    ['test IdP', 'in the middle of a form', post('/sso', FORM, 'SAMLRequest=abc')],
    ['test IdP', 'before a form', post('/login', FORM, '')],
  ])('of the %s %s make few lines, none of them a defect', async (server, _, bytes) => {
    const told = await manyHangUps(portOf(server), bytes);
    expect(told.length).toBeLessThanOrEqual(20);
    for (const line of told) expect(JSON.parse(line)).toMatchObject({ level: 30, event: 'client-gone' });
    expect(told.join('')).not.toContain('stack');
  });

  test('while an answer streams do the same', async () => {
    const get = 'GET /inspect/large.js HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const told = await manyHangUps(companion.port, get, 'answer');
    expect(told.length).toBeLessThanOrEqual(20);
    for (const line of told) expect(JSON.parse(line)).toMatchObject({ level: 30, event: 'client-gone' });
  });

  test('while their messages wait for a thread: these are never begun', async () => {
    const before = lines.length;
    const body = `SAMLResponse=${encodeURIComponent(Buffer.from(`<a>${'<a/>'.repeat(150_000)}</a>`).toString('base64'))}`;
    const head = postHead('/hub/saml/acs', { 'Content-Length': body.length });
    const all = Array.from({ length: MORE_THAN_WAIT }, () =>
      openRaw(`http://127.0.0.1:${companion.port}`, head + body),
    );
    await vi.waitFor(() => expect(all.some(({ text }) => text().startsWith('HTTP/1.1 503 '))).toBe(true), 30_000);
    for (const { socket } of all) socket.resetAndDestroy();
    await vi.waitFor(async () => {
      const headers = { 'content-type': FORM };
      const answer = await fetch(`${companion.url}/hub/saml/acs`, { method: 'POST', body, headers });
      expect(answer.status).not.toBe(503);
    }, 30_000);
    // One of a client that stayed, and those that threads had begun with.
    const decided = lines.slice(before).filter((line) => line.includes('"refused"') && !line.includes('threads-busy'));
    expect(decided.length).toBeGreaterThan(0);
    expect(decided.length).toBeLessThanOrEqual(1 + THREADS);
  });

  test('leave nothing behind: others are answered, and nothing was rejected unheard', async () => {
    const before = lines.length;
    expect((await fetch(`${companion.url}/healthz`)).status).toBe(200);
    expect((await fetch(idp.url)).status).toBe(200);
    const form = await fetch(`${companion.url}/hub/saml/acs`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(form.status).toBe(400);
    const large = await fetch(`${companion.url}/inspect/large.js`);
    expect((await large.arrayBuffer()).byteLength).toBe(8 * 1024 * 1024);
    const told = (event: string) => lines.slice(before).filter((line) => line.includes(`"event":"${event}"`));
    await vi.waitFor(() => expect(told('request')).toHaveLength(4));
    expect(lines.join('')).toContain('"event":"client-gone"');
    expect(rejections).toEqual([]);
    expect(lines.filter((line) => line.includes('defect'))).toEqual([]);
  });
});
