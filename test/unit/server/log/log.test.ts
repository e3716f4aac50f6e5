import { describe, expect, test } from 'vitest';
import { CommandError } from '#server/cli/command-error.ts';
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

describe('what would move a terminal', () => {
  const HOSTILE = '\u001b[2J\u009b31m\u007f\u202egpj\u2028\u{e0041}\r\nend';

  test('is escaped in every line, and still read as it was', () => {
    const lines: string[] = [];
    const log = makeLog({ write: (line: string) => lines.push(line) });
    log.warn('refused', { received: HOSTILE, codes: [HOSTILE] });
    log.error('defect', new Error(HOSTILE));
    for (const line of lines) {
      expect(line.endsWith('\n')).toBe(true);
      expect(line.slice(0, -1)).toMatch(/^[\x20-\x7e]+$/);
    }
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ received: HOSTILE, codes: [HOSTILE] });
  });

  test('is made visible in the words of every error', () => {
    const { message } = new CommandError('file-invalid', { file: HOSTILE, reason: HOSTILE });
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message).toContain('\\u{1b}[2J\\u{9b}31m');
  });
});
