import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { endWithParent } from './end-with-parent.ts';
import { logIn } from './log-in.ts';

/**
 * A process of its own that looks until it is asked for what it saw: `node observe.ts health|login URL PAUSE`. It tells
 * the milliseconds that each look took. Who is told to come again does so a second later, which counts.
 */
endWithParent();
const [kind = '', url = '', pause = '0'] = process.argv.slice(2);
let times: number[] = [];
process.on('message', (told) => {
  if (told === 'start') times = [];
  else process.send?.(times);
});
process.send?.('ready');
void look(kind === 'login' ? () => logIn(url) : () => open(url));

async function look(work: () => Promise<void>): Promise<void> {
  for (; ; await wait(Number(pause))) {
    const start = performance.now();
    while (!(await isDone(work))) await wait(1000);
    times.push(performance.now() - start);
  }
}

async function isDone(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Error && /try again in a moment/i.test(error.message)) return false;
    throw error;
  }
}

/** On a connection of its own, as whoever asks for the first time. */
function open(to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(to, { agent: false }, (answer) => {
      answer.resume().once('end', resolve);
      if (answer.statusCode !== 200) reject(new Error(`${to} answers ${answer.statusCode}`));
    });
    request.once('error', reject);
  });
}
