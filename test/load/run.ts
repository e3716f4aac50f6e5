import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type LoadServer, startLoadServer } from './load-server.ts';

/** Milliseconds that each situation is looked at. */
const LOOK = 8_000;

/** What is done to the server meanwhile: arguments of `attack.ts`; null: nothing. */
const SITUATIONS: readonly (readonly [string, 'posts' | 'idle' | null, number])[] = [
  ['at rest', null, 0],
  ['30 hostile posts at any moment', 'posts', 30],
  ['10,000 open connections', 'idle', 10_000],
];

/**
 * `npm run load`: how long `/healthz` and a whole login take beside what is done to the companion. Server, attacker and
 * observer are a process each, on one machine: what they take from each other is in the figures, so these are for people
 * to read, and decide nothing.
 */
for (const [name, attack, count] of SITUATIONS) {
  const server = await startLoadServer();
  await logIn(server);
  const attacker = attack === null ? null : await startAttack(attack, server.port, count);
  server.start();
  const health: number[] = [];
  const logins: number[] = [];
  const end = performance.now() + LOOK;
  await Promise.all([
    repeat(end, 10, async () =>
      health.push(await timeOf(() => fetch(`${server.url}/healthz`).then((all) => all.text()))),
    ),
    repeat(end, 100, async () => logins.push(await timeOf(() => logIn(server)))),
  ]);
  const { delay, longestBlock, memory } = await server.stop();
  attacker?.kill();
  await server.end();
  console.log(`${name} (milliseconds: least, median, 99 of 100, most)`);
  console.log(`  /healthz             ${told(health)}`);
  console.log(`  login                ${told(logins)}`);
  console.log(
    `  lateness of the loop ${[delay.median, delay.p99, delay.max].map((part) => part.toFixed(1)).join('  ')}`,
  );
  console.log(`  longest block        ${longestBlock.toFixed(1)} of processor time`);
  console.log(`  memory               ${memory.toFixed(0)} MB`);
}

async function startAttack(kind: string, port: number, count: number): Promise<ChildProcess> {
  const attacker = fork(new URL('./attack.ts', import.meta.url), [kind, String(port), String(count)]);
  await new Promise((resolve) => attacker.once('message', resolve));
  return attacker;
}

async function logIn({ url }: LoadServer): Promise<void> {
  const browser = new HttpBrowser();
  const { text } = await browser.press(await browser.open(`${url}/hub/`), 'Anne');
  if (!text.includes('Welcome')) throw new Error(`the login failed: ${text}`);
}

async function repeat(end: number, pause: number, work: () => Promise<unknown>): Promise<void> {
  for (; performance.now() < end; await wait(pause)) await work();
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function told(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return `${at(0)}  ${at(0.5)}  ${at(0.99)}  ${at(1)}  (${sorted.length} times)`;
}
