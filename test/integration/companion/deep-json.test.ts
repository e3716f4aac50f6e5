import { expect, test } from 'vitest';
import { makeCompanionWorld } from './companion-world.ts';

test('a document that nests 20,000 deep, in whatever part of it, is refused, and is no defect', async () => {
  const world = await makeCompanionWorld();
  try {
    const headers = {
      Authorization: `Bearer ${world.companion().newToken ?? ''}`,
      'Content-Type': 'application/json',
    };
    const answerTo = async (key: string, levels: number): Promise<string> => {
      const nested = '['.repeat(levels) + ']'.repeat(levels);
      const document = `{"prefix":"deep","user":{"id":"uid"},"idp":{"metadata":"<a/>"},"${key}":${nested}}`;
      const body = `{"document":${document},"dryRun":true}`;
      const answer = await fetch(`${world.url()}/api/connections`, { method: 'POST', headers, body });
      return `${answer.status} ${await answer.text()}`;
    };
    for (const key of ['rules', 'attributes', 'user', 'sp', 'anything']) {
      expect(await answerTo(key, 20_000)).toMatch(/^400 .*json-too-deep/);
      expect(await answerTo(key, 50)).toMatch(/^400 (?!.*json-too-deep)/);
    }
    expect(world.lines.filter((line) => line.includes('"defect"'))).toEqual([]);
  } finally {
    await world.close();
  }
});
