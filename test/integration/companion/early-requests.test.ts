import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { startIdp } from '#server/idp/start.ts';
import { makeLog } from '#server/log/log.ts';
import { closeServer, listen } from '#server/web/listen.ts';
import { freePort } from '#test/fixtures/free-port.ts';
import { head, type RawAnswer, sendRaw } from '#test/fixtures/raw-http.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

const log = makeLog({ write: () => undefined });
const GET = head('GET / HTTP/1.1', 'Host: localhost');

let world: CompanionWorld;
let folder: string;

beforeAll(async () => {
  world = await makeCompanionWorld();
  folder = await mkdtemp(join(tmpdir(), 'early-'));
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** Asks without a pause until the application itself has answered, and gives what came. A connection always has an answer. */
async function askFromTheFirstMoment(port: number): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  for (let tries = 0; tries < 20_000; tries++) {
    const exchange = await sendRaw(port, GET);
    expect(exchange.closed).toBe(true);
    answers.push(...exchange.answers);
    if (answers.at(-1)?.status === 200) return answers;
  }
  throw new Error('it never started');
}

function expectEarlyAnswers(answers: readonly RawAnswer[]): void {
  for (const { status, headers, body } of answers.slice(0, -1)) {
    expect([status, headers.get('retry-after'), headers.get('x-frame-options')]).toEqual([503, '1', 'DENY']);
    expect(body).toContain('(starting)');
  }
}

describe('a request that arrives while a server starts', () => {
  test('is told to come again, and the next one is answered', async () => {
    const listening = await listen({ host: '127.0.0.1', port: 0, setting: '' }, { log, https: false });
    const [early] = (await sendRaw(listening.port, GET)).answers;
    expectEarlyAnswers([early, early].filter((answer) => answer !== undefined));
    expect(early?.status).toBe(503);
    listening.answerBy((_, response) => response.end('ready'));
    expect((await sendRaw(listening.port, GET)).answers[0]?.status).toBe(200);
    await closeServer(listening.server);
  });

  test('is answered by the companion at every moment, the first included', async () => {
    const port = await freePort();
    const starting = startCompanion({
      config: join(world.folder, 'companion.yaml'),
      port,
      stateFolder: join(folder, 'sp'),
      log,
    });
    const answers = await askFromTheFirstMoment(port);
    await (await starting).close();
    expectEarlyAnswers(answers);
    // Its key is made at the first start, while the port listens.
    expect(answers.length).toBeGreaterThan(1);
  });

  test('is answered by the test IdP at every moment', async () => {
    const port = await freePort();
    const starting = startIdp({ port, stateFolder: join(folder, 'idp'), serviceProviders: [], log });
    const answers = await askFromTheFirstMoment(port);
    await (await starting).close();
    expectEarlyAnswers(answers);
  });

  test('that fails leaves nothing listening', async () => {
    const port = await freePort();
    const starting = startCompanion({
      config: join(world.folder, 'companion.yaml'),
      port,
      stateFolder: '/dev/null/x',
      log,
    });
    await expect(starting).rejects.toMatchObject({ code: 'state-unwritable' });
    expect((await sendRaw(port, GET)).answers).toEqual([]);
  });
});
