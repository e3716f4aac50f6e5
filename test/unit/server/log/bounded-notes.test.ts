import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { boundedNotes } from '#server/log/bounded-notes.ts';
import type { Log } from '#server/log/log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function kept() {
  const lines: [string, object | undefined][] = [];
  const log: Log = {
    info: (event, fields) => void lines.push([event, fields]),
    warn: () => undefined,
    error: () => undefined,
  };
  return { lines, note: boundedNotes(log) };
}

describe('lines that anybody can cause', () => {
  test('are written while they are few', () => {
    const { lines, note } = kept();
    for (let count = 0; count < 20; count++) note('gone', { count });
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toEqual(['gone', { count: 19 }]);
  });

  test('are only counted beyond that, by event, and told at the end of the minute', () => {
    const { lines, note } = kept();
    for (let count = 0; count < 5000; count++) note('gone');
    note('malformed');
    expect(lines).toHaveLength(21);
    vi.advanceTimersByTime(60_000);
    expect(lines.slice(21)).toEqual([['lines-left-out', { code: 'gone', count: 4980 }]]);
  });

  test('are written again in the next minute', () => {
    const { lines, note } = kept();
    for (let count = 0; count < 100; count++) note('gone');
    vi.advanceTimersByTime(60_000);
    note('gone');
    expect(lines).toHaveLength(22);
  });
});
