import { type ReadonlySignal, signal } from '@preact/signals';
import { lineOf } from './line-of.ts';

/** One line for the user, until they dismiss it. */
interface Notice {
  readonly id: number;
  readonly tone: 'bad' | 'warning' | 'neutral';
  readonly text: string;
  /** What can be done about it, by its word. */
  readonly action: NoticeAction | null;
}

interface NoticeAction {
  readonly word: string;
  readonly run: () => void;
}

/** The lines that are on screen, newest last. */
export interface Notices {
  readonly list: ReadonlySignal<readonly Notice[]>;
  show(tone: Notice['tone'], text: string, action?: NoticeAction): void;
  /** Shows what went wrong: an error of ours by its own line, anything else as a defect of ours. `about` names with what. */
  showError(error: unknown, about?: string): void;
  /** Takes the errors away: the user went on. */
  clearErrors(): void;
  dismiss(id: number): void;
}

const LIMIT = 4;

/** An empty list of notices. A line that is on screen already is not shown twice; at most four are. */
export function createNotices(): Notices {
  const list = signal<readonly Notice[]>([]);
  let nextId = 1;
  const show = (tone: Notice['tone'], text: string, action: NoticeAction | null = null) => {
    const others = list.value.filter((notice) => notice.text !== text);
    list.value = [...others, { id: nextId++, tone, text, action }].slice(-LIMIT);
  };
  return {
    list,
    show,
    showError: (error, about) => show('bad', about === undefined ? lineOf(error) : `${about}: ${lineOf(error)}`),
    clearErrors: () => {
      list.value = list.value.filter((notice) => notice.tone !== 'bad');
    },
    dismiss: (id) => {
      list.value = list.value.filter((notice) => notice.id !== id);
    },
  };
}
