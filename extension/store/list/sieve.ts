import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { FilterSubject } from '#shared/filter/filter-subject.ts';
import { inUtc } from '../base/times.ts';
import type { Filtering, IsElsewhere } from './filtering.ts';

/** What the typed filter lets through. */
export interface Sieve {
  /** Null: everything passes. */
  readonly passes: ReadonlySignal<((subject: FilterSubject) => boolean) | null>;
  /** What in the filter is not understood, each in a sentence. */
  readonly problems: ReadonlySignal<readonly string[]>;
  /** The texts that may stand anywhere, in lower case. */
  readonly words: ReadonlySignal<readonly string[]>;
  end(): void;
}

/** What a sieve needs from outside. */
export interface SieveNeeds {
  readonly text: ReadonlySignal<string>;
  readonly subjects: () => Iterable<FilterSubject>;
  readonly isElsewhere: ReadonlySignal<IsElsewhere>;
  readonly onError: (error: unknown) => void;
}

/** So long the page is held up at a time, in milliseconds: half a frame. */
const SLICE = 8;
/** The clock is looked at after so many subjects. */
const STRIDE = 32;

/**
 * A filter that is typed over a recording of any length. Whatever can be asked is asked ahead in slices, and remembered; until
 * all of it is, the list shows what passed before. What reads filters is loaded with the first character.
 */
export function createSieve({ text, subjects, isElsewhere, onError }: SieveNeeds): Sieve {
  const filtering = signal<Filtering | null>(null);
  const passes = signal<((subject: FilterSubject) => boolean) | null>(null);
  let loading: Promise<void> | null = null;
  let turn = 0;

  const parsed = computed(() => filtering.value?.parse(text.value) ?? null);
  const matcher = computed(() => {
    const filter = parsed.value;
    if (filter === null || filter.terms.length === 0) return null;
    return remembering(filtering.peek()?.toMatcher(filter, inUtc.value, isElsewhere.value) ?? (() => true));
  });

  const endLoading = effect(() => {
    if (text.value.trim() === '' || loading !== null) return;
    loading = import('./filtering.ts').then(({ parse, toMatcher }) => {
      filtering.value = { parse, toMatcher };
    }, onError);
  });
  const endSifting = effect(() => {
    const test = matcher.value;
    turn += 1;
    if (test === null) {
      passes.value = null;
      return;
    }
    void sift(test, subjects()[Symbol.iterator](), turn).catch(onError);
  });

  async function sift(test: Test, left: Iterator<FilterSubject>, own: number): Promise<void> {
    while (own === turn) {
      if (!askSome(test, left)) await nextTask();
      else {
        passes.value = test;
        return;
      }
    }
  }

  return {
    passes,
    problems: computed(() => parsed.value?.problems ?? []),
    words: computed(() => (parsed.value?.terms ?? []).flatMap(({ key, value }) => (key === null ? [value] : []))),
    end: () => {
      turn += 1;
      endLoading();
      endSifting();
    },
  };
}

type Test = (subject: FilterSubject) => boolean;

/** A test that is made once for each message or exchange, and again when its flow has become another. */
function remembering(test: Test): Test {
  const known = new WeakMap<object, { readonly flow: FilterSubject['flow']; readonly result: boolean }>();
  return (subject) => {
    const key = subject.message ?? subject.exchange;
    if (key === null) return test(subject);
    const before = known.get(key);
    if (before !== undefined && before.flow === subject.flow) return before.result;
    const result = test(subject);
    known.set(key, { flow: subject.flow, result });
    return result;
  };
}

/** Asks as much as a slice has room for; gives whether nothing is left. */
function askSome(test: Test, left: Iterator<FilterSubject>): boolean {
  const until = performance.now() + SLICE;
  for (let asked = 1; ; asked += 1) {
    const next = left.next();
    if (next.done) return true;
    test(next.value);
    if (asked % STRIDE === 0 && performance.now() > until) return false;
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
