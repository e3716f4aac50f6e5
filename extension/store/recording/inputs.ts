import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';
import type { Arrange } from '#shared/report/trace.ts';
import { loadFold } from '../base/fold.ts';
import { loadAdvice, loadWords } from '../base/words.ts';
import type { LargeInput } from './large-input.ts';
import { createQueue } from './queue.ts';

/** A file or a pasted text that the user opened. */
export interface OpenedInput {
  readonly id: string;
  readonly name: string;
  readonly report: Report;
  /** Null: a worker owns it. */
  readonly content: Uint8Array<ArrayBuffer> | string | null;
  /** Null: it is small, and all of it is here. */
  readonly large: LargeInput | null;
  /** What is made of its exchanges, in this order. */
  readonly arranged: readonly Arrange[];
}

/** The inputs that are open. */
export interface Inputs {
  readonly list: ReadonlySignal<readonly OpenedInput[]>;
  /** Whether something is being read. */
  readonly busy: ReadonlySignal<boolean>;
  /** Reads and inspects; gives the input's id. Throws a `WorkbenchError` where nothing can be read in it. */
  open(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<string>;
  /**
   * Has a file of any size read by a worker, which owns it from then on; gives the input's id at once. Of a HAR so many entries are
   * passed over.
   */
  openLarge(name: string, file: Blob, from?: number): Promise<string>;
  /** Goes on with what is made of the exchanges of a recording that is here whole. */
  arrange(id: string, change: Arrange): Promise<void>;
  close(id: string): void;
  /** Settles when everything asked so far is done. */
  settled(): Promise<void>;
  end(): void;
}

/** What opened inputs need from outside. */
export interface InputsNeeds {
  readonly knowledge: ReadonlySignal<Knowledge>;
  readonly onError: (error: unknown, about?: string) => void;
}

/** Nothing open. When what is known changes, every open input is inspected again. */
export function createInputs({ knowledge, onError }: InputsNeeds): Inputs {
  const list = signal<readonly OpenedInput[]>([]);
  const busy = signal(false);
  const queue = createQueue();
  /** Each large input brings its report into the list. */
  const endsOfLarge = new Map<string, () => void>();
  let nextId = 1;

  const inspectNew = async (name: string, content: Uint8Array<ArrayBuffer> | string) => {
    const inspect = await loadInspector();
    const report = await inspect(content, knowledge.peek());
    const input = { id: `input-${nextId++}`, name, content, report, large: null, arranged: [] };
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

  const openLarge = async (name: string, file: Blob, from = 0) => {
    const id = `input-${nextId++}`;
    const [{ openLargeInput }] = await Promise.all([import('./large-input.ts'), loadWords(), loadFold()]);
    const onEnd = (error: Error | null) => {
      if (error !== null) onError(error, name);
      if (error !== null && large.report.peek().messages.length === 0) close(id);
    };
    const large = openLargeInput({ file, from, knowledge: knowledge.peek(), onEnd });
    list.value = [...list.peek(), { id, name, content: null, report: large.report.peek(), large, arranged: [] }];
    endsOfLarge.set(
      id,
      effect(() => {
        const report = large.report.value;
        list.value = list.peek().map((input) => (input.id === id ? { ...input, report } : input));
      }),
    );
    loadAdvice().catch(onError);
    return id;
  };
  const close = (id: string) => {
    list
      .peek()
      .find((input) => input.id === id)
      ?.large?.end();
    endsOfLarge.get(id)?.();
    endsOfLarge.delete(id);
    list.value = list.peek().filter((input) => input.id !== id);
  };

  const arrange = async (id: string, change: Arrange) => {
    const input = list.peek().find((each) => each.id === id);
    if (input === undefined) return;
    const report = await rearranged(input.report, [change], knowledge.peek());
    const arranged = [...input.arranged, change];
    list.value = list.peek().map((each) => (each.id === id ? { ...each, report, arranged } : each));
  };

  const inspectAgain = async (known: Knowledge) => {
    if (list.peek().length === 0) return;
    const inspect = await loadInspector();
    const inspected = new Map<string, Report>();
    for (const { id, content, large, arranged } of list.peek())
      if (content === null) large?.learn(known);
      else inspected.set(id, await rearranged(await inspect(content, known), arranged, known));
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
    openLarge,
    arrange: (id, change) => queue.run(() => arrange(id, change)),
    close,
    settled: () => queue.run(() => undefined),
    end: () => {
      endLearning();
      for (const { id } of list.peek()) close(id);
    },
  };
}

/** The readers of files are loaded when the first one is opened: a panel that only records does without. */
async function loadInspector(): Promise<typeof inspectInput> {
  const [{ inspectInput: inspect }] = await Promise.all([import('#shared/report/inspect.ts'), loadWords(), loadFold()]);
  return inspect;
}

/** The report on what is made of a recording; nearly always nothing is. */
async function rearranged(report: Report, changes: readonly Arrange[], knowledge: Knowledge): Promise<Report> {
  if (changes.length === 0) return report;
  const { inspectExchanges } = await import('#shared/report/inspect-exchanges.ts');
  const exchanges = changes.reduce((all, change) => change(all), report.exchanges?.() ?? []);
  return inspectExchanges(report.input.kind, exchanges, knowledge, {});
}
