import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { startLoadServer } from './load-server.ts';
import { logIn } from './log-in.ts';

/** Milliseconds that each situation is looked at. */
const LOOK = 8_000;

/** What is done to the server meanwhile: arguments of `attack.ts`; none: nothing. */
const SITUATIONS: readonly (readonly [string, ...(readonly string[])])[] = [
  ['at rest'],
  ['30 posts of 4 MB, once', 'once', '30'],
  ['30 hostile posts at any moment', 'posts', '30'],
  ['30 posts of 4 MB at any moment', 'large', '30'],
  ['30 bodies in crumbs at any moment', 'crumbs', '30'],
  ['30 times 1,000 requests ahead at any moment', 'ahead', '30'],
  ['small forms from 250 addresses at any moment', 'addresses', '250'],
  ['10,000 open connections', 'idle', '10000'],
];

/**
 * `npm run load`: how long `/healthz` and a whole login take beside what is done to the companion, and beside both, at the
 * same moments, a server that does nothing but answer. Servers, attacker and observers are a process each, on one
 * machine: what they take from each other is in the figures of both servers, so compare these. For people to read: they
 * decide nothing.
 */
for (const [name, ...attack] of SITUATIONS) {
  const server = await startLoadServer();
  const [bare, bareUrl] = await startBare();
  // The first of everything is read by code that was never run before.
  await logIn(server.url);
  const observers = await Promise.all([
    observe('health', `${server.url.replace('localhost', '127.0.0.1')}/healthz`, 10),
    observe('health', bareUrl, 10),
    observe('login', server.url, 100),
  ]);
  await wait(1000);
  for (const { start } of [server, ...observers]) start();
  const attacker =
    attack.length === 0 ? null : fork(new URL('./attack.ts', import.meta.url), [String(server.port), ...attack]);
  await wait(LOOK);
  const [health, yardstick, logins] = await Promise.all(observers.map(({ stop }) => stop()));
  const { lateness, waited, longestBlock, memory } = await server.stop();
  attacker?.kill();
  bare.kill();
  await server.end();
  console.log(`${name} (milliseconds: least, median, 99 of 100, most)`);
  console.log(`  /healthz             ${told(health)}`);
  console.log(`  bare server          ${told(yardstick)}`);
  console.log(`  login                ${told(logins)}`);
  console.log(`  lateness of the loop ${told(lateness)}, and ${waited.toFixed(0)} in which others had the processors`);
  console.log(`  longest block        ${longestBlock.toFixed(1)} of processor time`);
  console.log(`  memory               ${memory.toFixed(0)} MB`);
}

async function startBare(): Promise<[ChildProcess, string]> {
  const child = fork(new URL('./bare-server.ts', import.meta.url));
  const { url } = v.parse(v.object({ url: v.string() }), await said(child));
  return [child, url];
}

interface Observer {
  /** Counts from now on. */
  start(): void;
  /** The times of all looks since, in milliseconds. */
  stop(): Promise<readonly number[]>;
}

async function observe(kind: 'health' | 'login', url: string, pause: number): Promise<Observer> {
  const child = fork(new URL('./observe.ts', import.meta.url), [kind, url, String(pause)]);
  await said(child);
  return {
    start: () => void child.send('start'),
    stop: async () => {
      const times = said(child);
      child.send('stop');
      const all = v.parse(v.array(v.number()), await times);
      child.kill();
      return all;
    },
  };
}

function said(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)));
  });
}

function told(times: readonly number[] = []): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return `${at(0)}  ${at(0.5)}  ${at(0.99)}  ${at(1)}  (${sorted.length} times)`;
}
