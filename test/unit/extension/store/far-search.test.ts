import { type Signal, signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFarSearch, type FarSearch } from '../../../../extension/store/list/far-search.ts';

type Found = readonly { readonly word: string; readonly exchanges: readonly string[] }[] | null;

interface Asked {
  readonly words: readonly string[];
  readonly onProgress: (share: number) => void;
  readonly give: (found: Found) => void;
}

/** A file that a worker would search, which answers when the test says so. */
function startSearch(): {
  readonly words: Signal<readonly string[]>;
  readonly progress: Signal<number | null>;
  readonly asked: Asked[];
  readonly search: FarSearch;
} {
  const words = signal<readonly string[]>([]);
  const progress = signal<number | null>(0.5);
  const asked: Asked[] = [];
  const large = signal({
    progress,
    seek: (sought: readonly string[], onProgress: (share: number) => void) =>
      new Promise<Found>((give) => void asked.push({ words: sought, onProgress, give })),
  });
  const search = createFarSearch({ words, large, onError: (error) => expect.unreachable(String(error)) });
  return { words, progress, asked, search };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the search in what of a large file is not in the page', () => {
  test('begins when the file is read and the typing has paused, and ends with where the text stands', async () => {
    const { words, progress, asked, search } = startSearch();
    expect(search.state.value).toBeNull();
    words.value = ['needle'];
    await vi.advanceTimersByTimeAsync(1_000);
    expect([search.state.value, asked]).toEqual([{ kind: 'waiting' }, []]);
    progress.value = null;
    await vi.advanceTimersByTimeAsync(100);
    words.value = ['needles'];
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.map((one) => one.words)).toEqual([['needles']]);
    asked[0]?.onProgress(0.25);
    expect(search.state.value).toEqual({ kind: 'searching', share: 0.25 });
    asked[0]?.give([{ word: 'needles', exchanges: ['har-7'] }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(search.state.value).toBeNull();
    expect([search.isElsewhere.value('needles', 'har-7'), search.isElsewhere.value('needles', 'har-8')]).toEqual([
      true,
      false,
    ]);
    words.value = [];
    expect(search.isElsewhere.value('needles', 'har-7')).toBe(false);
    search.end();
  });

  test('is stopped and begun again by the user, and given up for another text', async () => {
    const { words, progress, asked, search } = startSearch();
    progress.value = null;
    words.value = ['one'];
    await vi.advanceTimersByTimeAsync(1_000);
    search.stop();
    expect(search.state.value).toEqual({ kind: 'stopped' });
    asked[0]?.give([{ word: 'one', exchanges: ['har-1'] }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(search.isElsewhere.value('one', 'har-1')).toBe(false);
    search.again();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(search.state.value).toEqual({ kind: 'searching', share: 0 });
    words.value = ['two'];
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked.map((one) => one.words)).toEqual([['one'], [], ['one'], [], ['two']]);
    search.end();
  });
});
