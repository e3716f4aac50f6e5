import { type ChildProcess, spawn } from 'node:child_process';
import { freePort } from '#test/fixtures/free-port.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import type { Front } from './pair.ts';

/** What is between `server {` and `}`, given the server behind it, and what stands beside it in `http {`. */
export interface NginxSettings {
  readonly server: (behind: string) => string;
  readonly http?: string;
}

/** Debian's nginx, in front of the server at an origin, which it passes everything to but for what the settings say. */
export async function startNginx(behind: string, { server, http = '' }: NginxSettings): Promise<Front> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const config = `proxy_set_header Host ${new URL(behind).host};
  ${http}
  server {
    listen 127.0.0.1:${port};
    ${server(behind)}
  }`;
  return { origin, close: await runNginx(config, origin) };
}

/**
 * Runs an nginx with that in `http {}` and waits until it answers at a probe. Gives what ends it.
 * @param files are written beside its configuration, which finds them by name
 */
export async function runNginx(
  http: string,
  probe: string,
  files: Readonly<Record<string, string>> = {},
): Promise<() => Promise<void>> {
  const place = makeWorkplace();
  for (const [name, content] of Object.entries(files)) place.write(name, content);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const config = place.write(
    'nginx.conf',
    `daemon off; pid ${place.folder}/pid; error_log ${place.folder}/error.log; worker_processes 1;
events {}
http {
  access_log off; absolute_redirect on;
  ${temporary.map((name) => `${name}_temp_path ${place.folder}/${name};`).join(' ')}
  ${http}
}`,
  );
  const nginx = spawn('nginx', ['-c', config, '-p', place.folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilItAnswers(probe, nginx);
  return () =>
    new Promise((resolve) => {
      nginx.once('exit', () => {
        place.remove();
        resolve();
      });
      nginx.kill('SIGTERM');
    });
}

/** The server behind is reached as it is, wherever its name leads to. */
export function passTo(behind: string): string {
  return `proxy_pass http://localhost:${new URL(behind).port};`;
}

async function untilItAnswers(origin: string, nginx: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`);
    if (await fetch(origin, { method: 'OPTIONS', redirect: 'manual' }).then(Boolean, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  nginx.kill('SIGTERM');
  throw new Error('nginx does not answer');
}
