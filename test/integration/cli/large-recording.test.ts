import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { runCli } from '#test/fixtures/run-cli.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

/** Larger than what is held whole. */
const PAGES = 9000;

let folder = '';
let small = '';
let large = '';
const files = { small: '', large: '', cut: '', broken: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'large-'));
  const teller = await makeStoryteller();
  const login = await teller.login({
    startedAt: Date.UTC(2026, 0, 12, 10),
    name: 'a',
    audience: 'https://other.example/',
  });
  small = writeHar(login);
  const page = JSON.stringify({
    startedDateTime: '2026-01-12T09:00:00.000Z',
    time: 3,
    request: { method: 'GET', url: 'https://hub.example/page', headers: [] },
    response: {
      status: 200,
      headers: [],
      content: { mimeType: 'text/html', text: `<p>${'a “page”, { [ '.repeat(270)}</p>` },
    },
  });
  const pages = Array.from({ length: PAGES }, () => page).join(',');
  large = small.replace(/"entries":\s*\[/, (start) => `${start}${pages},`);
  for (const [name, text] of Object.entries({
    small,
    large,
    cut: large.slice(0, -200),
    broken: large.replace(/"time":3/, '"time":x'),
  })) {
    const path = join(folder, `${name}.har`);
    await writeFile(path, text);
    files[name as keyof typeof files] = path;
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('inspect with a HAR that is too large to be held whole', () => {
  test('tells of the login in it what it tells of the login alone, from a file and from standard input', async () => {
    expect(Buffer.byteLength(large)).toBeGreaterThan(34 * 1024 * 1024);
    const alone = JSON.parse((await runCli(['inspect', files.small, '--format', 'json'])).stdout);
    const runs = [
      await runCli(['inspect', files.large, '--format', 'json']),
      await runCli(['inspect', '--format', 'json'], { stdin: await readFile(files.large) }),
    ];
    for (const { status, stdout } of runs) {
      const report = JSON.parse(stdout);
      expect(status).toBe(1);
      expect(report.input).toEqual({ kind: 'har', exchanges: PAGES + alone.input.exchanges });
      expect(report.findings[0]).toEqual(alone.findings[0]);
      expect(report.flows.map(({ outcome, cause }: { outcome: string; cause: string }) => [outcome, cause])).toEqual(
        alone.flows.map(({ outcome, cause }: { outcome: string; cause: string }) => [outcome, cause]),
      );
    }
  });

  test.each([
    ['cut off', 'cut', 'ends in the middle'],
    ['with an entry that is no JSON', 'broken', 'an entry is no JSON'],
  ] as const)('%s ends with 2 and one line', async (_, name, words) => {
    const run = await runCli(['inspect', files[name]]);
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.stderr).toContain(words);
  });
});
