import { describe, expect, test } from 'vitest';
import type { CliIo } from '#server/cli/cli-io.ts';
import { inspect } from '#server/cli/inspect.ts';
import { progressOn, withProgress } from '#server/cli/progress.ts';
import { redact } from '#server/cli/redact.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { exchangeOf } from '#test/fixtures/recording.ts';

const EXCHANGES = 40;
const HAR = writeHar(
  Array.from({ length: EXCHANGES }, (_, index) =>
    exchangeOf(`${index}`, Date.UTC(2026, 0, 10, 12) + index, { url: `https://sp.example/${index}` }),
  ),
);

/** Everything the command says; each look at the clock finds it `tick` milliseconds later. */
function makeIo(tick: number, input = HAR) {
  const said: { out: string; err: string[]; progress: (string | null)[] } = { out: '', err: [], progress: [] };
  let time = 0;
  const io: CliIo = {
    out: (text) => {
      said.out += text;
    },
    err: (line) => void said.err.push(line),
    progress: (line) => void said.progress.push(line),
    async *stdin() {
      yield Buffer.from(input);
    },
    colour: false,
    command: 'saml-workbench',
    now: () => {
      time += tick;
      return time;
    },
  };
  return { io, said };
}

describe('long work', () => {
  test('inspect says how far it is, and takes that away at the end', async () => {
    const { io, said } = makeIo(60);
    expect(await inspect(['-'], io)).toBe(0);
    expect(said.progress[0]).toBe('Reading 17 of 40 exchanges …');
    expect(said.progress.at(-1)).toBeNull();
    expect(said.progress.filter((line) => line === null)).toHaveLength(1);
    expect(said.progress.length).toBeGreaterThan(5);
    expect(said.out).not.toContain('Reading');
    expect(said.err).toEqual([]);
  });

  test('redact counts both of its passes as one way', async () => {
    const { io, said } = makeIo(100);
    expect(await redact(['-'], io)).toBe(0);
    expect(said.progress[0]).toBe('Redacting 5 of 40 exchanges …');
    expect(said.progress.at(-2)).toBe('Redacting 40 of 40 exchanges …');
    expect(said.progress.at(-1)).toBeNull();
  });

  test('work that fails takes its line away too', async () => {
    const { io, said } = makeIo(2000);
    const work = withProgress(io, 'Reading', (onProgress) => {
      onProgress(1200, 8000);
      throw new Error('broken');
    });
    await expect(work).rejects.toThrow('broken');
    expect(said.progress).toEqual(['Reading 1,200 of 8,000 exchanges …', null]);
  });
});

test.each([inspect, redact])('short work says nothing: %o', async (command) => {
  const { io, said } = makeIo(1);
  await command(['-'], io);
  expect(said.progress).toEqual([]);
});

describe('progress on standard error', () => {
  const written = (isTTY: boolean) => {
    const texts: string[] = [];
    const show = progressOn({ isTTY, write: (text) => texts.push(text) });
    show('Reading 1 of 2 exchanges …');
    show(null);
    return texts;
  };

  test('is one line of a terminal, written over and erased', () => {
    expect(written(true)).toEqual(['\rReading 1 of 2 exchanges …\u001b[K', '\r\u001b[K']);
  });

  test('is nothing where it goes into a file or a pipe', () => {
    expect(written(false)).toEqual([]);
    expect(progressOn({ write: () => expect.unreachable() })('Reading')).toBeUndefined();
  });
});
