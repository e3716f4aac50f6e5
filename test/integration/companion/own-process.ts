import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '#test/fixtures/free-port.ts';
import { yamlFor } from './companion-world.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** One run of `npm start` without building: what it builds has tests of its own. */
export interface Run {
  readonly child: ChildProcess;
  /** What it has said until now, log and errors together. */
  output(): string;
  /** Exit status, null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** How a run differs from `npm start`. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A line of a shell in which `exec "$0" "$@"` is the run: for its bounds and where its output goes. */
  readonly shell?: string;
}

/** Companion and test identity provider in a process of their own, which can be killed; keys, store and ports outlive it. */
export interface OwnProcess {
  /** Where its configuration (`companion.yaml`) and its state (`state/`) are. */
  readonly folder: string;
  readonly ports: { readonly PORT: string; readonly IDP_PORT: string };
  /** Of the companion, without a slash at its end. */
  readonly url: string;
  /** Gives at once; whether it starts, nobody knows. */
  launch(options?: RunOptions): Run;
  /** Gives when both say that they run. Throws what it said where it ended before. */
  start(options?: RunOptions): Promise<Run>;
  /** Ends what runs; `kill -9` unless told otherwise: nothing is finished, nothing is closed. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Kills what runs and removes the folder. */
  close(): Promise<void>;
}

/** Runs nothing yet. */
export async function makeOwnProcess(): Promise<OwnProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'own-process-'));
  const config = join(folder, 'companion.yaml');
  await writeFile(config, yamlFor({}).replace('idp.xml', 'state/test-idp.xml'));
  const ports = { PORT: String(await freePort()), IDP_PORT: String(await freePort()) };
  const runs = new Set<Run>();

  function launch({ env = {}, shell }: RunOptions = {}): Run {
    const command = [process.execPath, 'server/start.ts', '--no-build', '--config', config];
    const [program = '', ...args] = shell === undefined ? command : ['sh', '-c', shell, ...command];
    const run = follow(spawn(program, args, { cwd: ROOT, env: { ...process.env, ...ports, ...env } }));
    runs.add(run);
    void run.ended.then(() => runs.delete(run));
    return run;
  }

  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    for (const { child } of runs) child.kill(signal);
    await Promise.all([...runs].map(({ ended }) => ended));
  };

  return {
    folder,
    ports,
    url: `http://localhost:${ports.PORT}`,
    launch,
    start: (options) => running(launch(options)),
    kill,
    close: async () => {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

function follow(child: ChildProcess): Run {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { child, output: () => text, ended };
}

function running(run: Run): Promise<Run> {
  return new Promise((done, fail) => {
    const look = (): void => {
      if (run.output().includes('Ctrl-C stops both')) done(run);
    };
    run.child.stdout?.on('data', look);
    void run.ended.then(() => fail(new Error(run.output())));
  });
}
