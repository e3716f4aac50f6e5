import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';
import { loadFold } from './fold.ts';
import { createQueue } from './queue.ts';
import { loadAdvice, loadWords } from './words.ts';

/** A file or a pasted text that the user opened. */
interface OpenedInput {
  readonly id: string;
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer> | string;
  readonly report: Report;
}

/** The inputs that are open. */
export interface Inputs {
  readonly list: ReadonlySignal<readonly OpenedInput[]>;
  /** Whether something is being read. */
  readonly busy: ReadonlySignal<boolean>;
  /** Reads and inspects; gives the input's id. Throws a `WorkbenchError` where nothing can be read in it. */
  open(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<string>;
  close(id: string): void;
  /** Settles when everything asked so far is done. */
  settled(): Promise<void>;
  end(): void;
}

/** What opened inputs need from outside. */
export interface InputsNeeds {
  readonly knowledge: ReadonlySignal<Knowledge>;
  readonly onError: (error: unknown) => void;
}

/** Nothing open. When what is known changes, every open input is inspected again. */
export function createInputs({ knowledge, onError }: InputsNeeds): Inputs {
  const list = signal<readonly OpenedInput[]>([]);
  const busy = signal(false);
  const queue = createQueue();
  let nextId = 1;

  const inspectNew = async (name: string, content: Uint8Array<ArrayBuffer> | string) => {
    const inspect = await loadInspector();
    const report = await inspect(content, knowledge.peek());
    const input = { id: `input-${nextId++}`, name, content, report };
    list.value = [...list.peek(), input];
    loadAdvice().catch(onError);
    return input.id;
  };
  const open = async (name: string, content: Uint8Array<ArrayBuffer> | string) => {
    busy.value = true;
    try {
      return await queue.run(() => inspectNew(name, content));
    } finally {
      busy.value = false;
    }
  };

  const inspectAgain = async (known: Knowledge) => {
    if (list.peek().length === 0) return;
    const inspect = await loadInspector();
    const inspected = new Map<string, Report>();
    for (const { id, content } of list.peek()) inspected.set(id, await inspect(content, known));
    list.value = list.peek().map((input) => ({ ...input, report: inspected.get(input.id) ?? input.report }));
  };
  const endLearning = effect(() => {
    const known = knowledge.value;
    queue.run(() => inspectAgain(known)).catch(onError);
  });

  return {
    list,
    busy,
    open,
    close: (id) => {
      list.value = list.value.filter((input) => input.id !== id);
    },
    settled: () => queue.run(() => undefined),
    end: endLearning,
  };
}

/** The readers of files are loaded when the first one is opened: a panel that only records does without. */
async function loadInspector(): Promise<typeof inspectInput> {
  const [{ inspectInput: inspect }] = await Promise.all([import('#shared/report/inspect.ts'), loadWords(), loadFold()]);
  return inspect;
}
