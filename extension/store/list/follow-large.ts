import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Wanted } from '../../reading/messages.ts';
import type { OpenedInput } from '../recording/inputs.ts';
import { firstToShow, type View } from './view.ts';

/** What the panel shows of a file that a worker owns. */
export interface FollowedLarge {
  readonly awaited: ReadonlySignal<boolean>;
  readonly progress: ReadonlySignal<number | null>;
  end(): void;
}

/** What following needs from outside. */
export interface FollowLargeNeeds {
  /** The input on screen; null: none is. */
  readonly input: ReadonlySignal<OpenedInput | null>;
  readonly view: View;
  readonly onError: (error: unknown) => void;
}

const NOTHING: Wanted = { messages: [], exchanges: [] };

/**
 * Fetches what is chosen from the worker that owns it, and chooses what to show first: with the first rows the first of
 * them, when all is read what failed, unless the user has chosen by then.
 */
export function followLarge({ input, view, onError }: FollowLargeNeeds): FollowedLarge {
  /** What was chosen for the user, by the input's id. */
  const suggested = new Map<string, string | null>();
  const wanted = computed(() => wantedFor(view));
  const awaited = computed(() => {
    const [shown, parts] = [input.value, wanted.value];
    return shown?.large != null && shown.report.messages.length > 0 && !shown.large.isWhole(parts);
  });
  const progress = computed(() => input.value?.large?.progress.value ?? null);

  /** One thing at a time: what is chosen meanwhile comes after, and what was passed over never. */
  let isFetching = false;
  const fetch = async (): Promise<void> => {
    if (isFetching) return;
    isFetching = true;
    const parts = wanted.peek();
    await input.peek()?.large?.fetch(parts).catch(onError);
    isFetching = false;
    if (wanted.peek() !== parts && awaited.peek()) await fetch();
  };
  const endFetching = effect(() => {
    if (awaited.value && wanted.value !== NOTHING) void fetch();
  });
  const endSuggesting = effect(() => {
    const shown = input.value;
    if (shown?.large == null || shown.report.messages.length === 0) return;
    const isRead = shown.large.progress.value === null;
    const before = suggested.get(shown.id);
    const isOwn = before !== undefined && before !== (view.selection.peek()?.key ?? null);
    if (isOwn || (before !== undefined && !isRead)) return;
    const first = isRead ? firstToShow(shown.report) : (view.rows.peek().at(0)?.key ?? null);
    suggested.set(shown.id, first);
    if (first !== before) view.select(first);
  });
  return {
    awaited,
    progress,
    end: () => {
      endFetching();
      endSuggesting();
    },
  };
}

/** What the chosen part of the panel shows. */
function wantedFor({ selection: { value: selection } }: View): Wanted {
  if (selection === null) return NOTHING;
  if (selection.kind === 'message') {
    const { index, exchange } = selection.message;
    return { messages: [index], exchanges: exchange === null ? [] : [exchange.id] };
  }
  if (selection.kind === 'exchange') return { messages: [], exchanges: [selection.exchange.id] };
  return { messages: selection.flow.messages, exchanges: selection.flow.steps.map(({ exchange }) => exchange) };
}
