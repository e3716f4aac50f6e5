import { expect, test } from 'vitest';
import { makeLog } from '#server/log/log.ts';

function logged(write: (log: ReturnType<typeof makeLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(makeLog({ write: (line: string) => lines.push(line) }));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
  return JSON.parse(lines[0] ?? '');
}

test('one JSON line for each event, whatever is in it', () => {
  expect(logged((log) => log.info('login', { user: 'a\n{"event":"forged"}' }))).toMatchObject({
    event: 'login',
    user: 'a\n{"event":"forged"}',
  });
});

test('long texts and long lists are cut', () => {
  const line = logged((log) => log.warn('refused', { received: 'x'.repeat(10_000), codes: Array(1000).fill('c') }));
  expect(String(line['received']).length).toBeLessThan(310);
  expect(line['codes']).toHaveLength(50);
});

test('a defect comes with its stack', () => {
  expect(String(logged((log) => log.error('defect', new Error('boom')))['stack'])).toContain('log.test.ts');
});
