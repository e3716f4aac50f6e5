import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { hostileRequests, openIdle, send, smallForm } from '#test/load/hostile.ts';
import { type LoadServer, startLoadServer } from '#test/load/load-server.ts';

let server: LoadServer;
beforeAll(async () => {
  server = await startLoadServer();
  await logIn();
});
afterAll(async () => {
  await server.end();
});

async function logIn(): Promise<string> {
  const browser = new HttpBrowser();
  const page = await browser.open(`${server.url}/hub/`);
  return (await browser.press(page, 'Anne')).text;
}

/** In processor time, so that other programs add nothing: without threads, one message of a megabyte takes about four times that. */
const LONGEST = 100;

// First of all: later, this machine's own address is one of which much was refused.
test('forms without an end from 150 addresses, each refused before: a login from elsewhere gets in among them', async () => {
  const addresses = Array.from({ length: 150 }, (_, index) => `127.0.1.${index + 1}`);
  const refused = new Set<string>();
  let isOver = false;
  const attack = async (address: string): Promise<void> => {
    while (!isOver) if ((await send(server.port, smallForm(), address)) === 403) refused.add(address);
  };
  const attacks = addresses.map(attack);
  await expect.poll(() => refused.size, { timeout: 50_000 }).toBe(addresses.length);
  const welcomes = [await logIn(), await logIn(), await logIn()];
  isOver = true;
  await Promise.all(attacks);
  for (const welcome of welcomes) expect(welcome).toContain('Welcome');
});

test('30 hostile posts of up to 4 MB at once: nothing holds up the server, each is answered, and a login gets in', async () => {
  const requests = hostileRequests();
  // The first of each kind is read by code that was never run before.
  for (const request of requests) await send(server.port, request);
  server.start();
  const statuses = Array.from({ length: 5 }, () => requests.map((request) => send(server.port, request))).flat();
  const [health, welcome] = await Promise.all([fetch(`${server.url}/healthz`), logIn()]);
  const answered = await Promise.all(statuses);
  const { longestBlock } = await server.stop();
  expect(health.status).toBe(200);
  expect(welcome).toContain('Welcome');
  expect(answered.filter((status) => ![400, 403, 413, 503].includes(status))).toEqual([]);
  expect(answered).toContain(403);
  expect(longestBlock).toBeLessThan(LONGEST);
});

test('30 large messages at once: what the threads have no room for gets 503 with Retry-After, the others are decided about', async () => {
  const large = `SAMLResponse=${encodeURIComponent(Buffer.from(`<a>${'<a/>'.repeat(150_000)}</a>`).toString('base64'))}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = () => fetch(`${server.url}/hub/saml/acs`, { method: 'POST', body: large, headers });
  const answers = await Promise.all(Array.from({ length: 30 }, post));
  const busy = answers.filter(({ status }) => status === 503);
  expect(busy.length).toBeGreaterThan(0);
  expect(busy.map((answer) => answer.headers.get('retry-after'))).toEqual(busy.map(() => '5'));
  expect(await busy[0]?.text()).toContain('threads-busy');
  expect(answers.filter(({ status }) => status !== 503 && status < 500).length).toBe(30 - busy.length);
  expect(busy.length).toBeLessThan(30);
  expect(await logIn()).toContain('Welcome');
});

test('2,000 open connections: health is told, and a login gets in', async () => {
  const idle = await openIdle(server.port, 2_000);
  try {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(await logIn()).toContain('Welcome');
  } finally {
    for (const socket of idle) socket.destroy();
  }
});
