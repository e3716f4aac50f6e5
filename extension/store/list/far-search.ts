import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { LargeInput } from '../recording/large-input.ts';
import type { IsElsewhere } from './filtering.ts';

/** How the search through a large file stands; null: there is nothing to search, or all of it was searched. */
export type FarState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'searching'; readonly share: number }
  | { readonly kind: 'stopped' }
  | null;

/** The filter's texts, sought in what of a large file is not in the page. */
export interface FarSearch {
  readonly isElsewhere: ReadonlySignal<IsElsewhere>;
  readonly state: ReadonlySignal<FarState>;
  /** Ends the search that goes on; what was found in the page stays. */
  stop(): void;
  /** Searches after all. */
  again(): void;
  end(): void;
}

type Searchable = Pick<LargeInput, 'progress' | 'seek'>;

/** What it needs from outside. */
export interface FarSearchNeeds {
  /** The texts that may stand anywhere. */
  readonly words: ReadonlySignal<readonly string[]>;
  /** The large file on screen; null: none is. */
  readonly large: ReadonlySignal<Searchable | null>;
  readonly onError: (error: unknown) => void;
}

/** Somebody types: so long nothing more must come, in milliseconds. */
const QUIET = 400;
const NOWHERE: IsElsewhere = () => false;

/**
 * Of a large file the page has what a list shows, and no long bodies: the worker that owns it looks for a typed text in
 * all that the file says, once it is read and the typing has paused.
 */
export function createFarSearch({ words, large, onError }: FarSearchNeeds): FarSearch {
  const isElsewhere = signal<IsElsewhere>(NOWHERE);
  const state = signal<FarState>(null);
  const asked = signal(0);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const key = computed(() => JSON.stringify(words.value));

  const drop = (file: Searchable | null) => {
    turn += 1;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (state.peek()?.kind === 'searching') void file?.seek([], () => undefined);
  };
  const search = async (file: Searchable, sought: readonly string[]) => {
    const own = turn;
    state.value = { kind: 'searching', share: 0 };
    const found = await file.seek(sought, (share) => {
      if (own === turn) state.value = { kind: 'searching', share };
    });
    if (own !== turn) return;
    state.value = found === null ? { kind: 'stopped' } : null;
    if (found === null) return;
    const places = new Map(found.map(({ word, exchanges }) => [word, new Set(exchanges)]));
    isElsewhere.value = (value, exchange) => places.get(value)?.has(exchange) === true;
  };

  const endSearching = effect(() => {
    const [file, sought, isRead] = [large.value, key.value, large.value?.progress.value === null];
    void asked.value;
    const wanted = words.peek();
    isElsewhere.value = NOWHERE;
    if (file === null || sought === '[]') state.value = null;
    else {
      state.value = { kind: 'waiting' };
      if (isRead) timer = setTimeout(() => void search(file, wanted).catch(onError), QUIET);
    }
    return () => drop(file);
  });

  return {
    isElsewhere,
    state,
    stop() {
      drop(large.peek());
      state.value = { kind: 'stopped' };
    },
    again: () => {
      asked.value += 1;
    },
    end: endSearching,
  };
}
