import { type ChildProcess, fork } from 'node:child_process';
import * as v from 'valibot';
import type { ServerFigures } from './server.ts';

const READY = v.object({ url: v.string() });
const FIGURES = v.object({
  longestBlock: v.number(),
  lateness: v.array(v.number()),
  waited: v.number(),
  memory: v.number(),
});

/** A companion with its test identity provider in a process of their own. */
export interface LoadServer {
  readonly url: string;
  readonly port: number;
  /** Counts from now on. */
  start(): void;
  /** What was counted since. */
  stop(): Promise<ServerFigures>;
  end(): Promise<void>;
}

/** Starts one. */
export async function startLoadServer(): Promise<LoadServer> {
  const child = fork(new URL('./server.ts', import.meta.url), { execArgv: [] });
  const { url } = v.parse(READY, await said(child));
  return {
    url,
    port: Number(new URL(url).port),
    start: () => void child.send('start'),
    stop: async () => {
      const figures = said(child);
      child.send('stop');
      return v.parse(FIGURES, await figures);
    },
    end: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.send('end');
      await gone;
    },
  };
}

function said(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}
