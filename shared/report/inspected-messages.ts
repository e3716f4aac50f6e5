import { createFlowBook } from '#shared/diagnosis/flows.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { SecondOpinion } from '#shared/gate/decide.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { createHistory } from '#shared/inspection/history.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { MessageSource } from '#shared/inspection/message-source.ts';
import type { GateView } from './ask-gate.ts';
import { answeredId, inspectMessage, withFindings } from './inspect-message.ts';
import { letGo } from './let-go.ts';
import { isRepeat, temperRepeat } from './temper-repeat.ts';
import { withGate } from './with-gate.ts';

/** The messages of one trace, inspected, each in the light of the others. */
export interface InspectedMessages {
  /** Inspects a message, as a new one (`index` null) or in the place of its announcement. Gives its index. */
  put(source: MessageSource, index: number | null): Promise<number>;
  /** Takes an exchange in, or its newer version, before the messages in it. */
  see(exchange: Exchange): void;
  /** Takes over what became known of an exchange (its response) without reading the message again. */
  refresh(source: MessageSource, index: number): Promise<void>;
  messages(): readonly InspectedMessage[];
  /** One of them, read again where its tree was let go. */
  whole(index: number): Promise<InspectedMessage | null>;
  flows(): readonly Flow[];
}

/** How messages are inspected, and held. */
export interface Inspecting {
  readonly knowledge: Knowledge;
  readonly secondOpinion?: SecondOpinion | null;
  /** Whether trees are let go once they were looked at (`letGo`), and made again when they are asked for. */
  readonly light?: boolean;
}

/** Without any yet. Calls to `put`, `refresh` and `whole` must not overlap. */
export function createInspectedMessages({
  knowledge,
  secondOpinion = null,
  light = false,
}: Inspecting): InspectedMessages {
  const sources: MessageSource[] = [];
  const inspected: InspectedMessage[] = [];
  const gates: (GateView | null)[] = [];
  const history = createHistory();
  const flows = createFlowBook(knowledge);
  /** Indexes of responses by the ID of a request that was not seen yet. */
  const waiting = new Map<string, number[]>();
  const connected = new Set<number>();
  /** Indexes of messages by their kind and ID. */
  const brought = new Map<string, number[]>();
  let snapshot: readonly InspectedMessage[] | null = null;

  const store = (message: InspectedMessage): void => {
    inspected[message.index] = message;
    snapshot = null;
    flows.put(message);
  };
  /** The exchange that brought the same message last. */
  const broughtBefore = (message: InspectedMessage): Exchange | null => {
    const before = brought.get(nameOf(message))?.findLast((index) => index < message.index);
    return before === undefined ? null : (inspected[before]?.exchange ?? null);
  };
  const checked = (message: InspectedMessage, source: MessageSource): InspectedMessage => {
    const { findings } = withFindings(message, source, history, knowledge);
    const told = temperRepeat(findings, message.exchange, broughtBefore(message));
    return { ...message, findings: withGate(told, gates[message.index] ?? null) };
  };
  const check = (message: InspectedMessage, source: MessageSource): InspectedMessage => {
    const done = checked(message, source);
    // The history keeps the very model: it is taken apart with its tree.
    store(light ? letGo(done) : done);
    return done;
  };
  /** With its tree: read again where that was let go. */
  const treed = async (message: InspectedMessage, source: MessageSource): Promise<InspectedMessage> =>
    message.document === null && message.message !== null
      ? await inspectMessage(source, message.index, history, knowledge)
      : message;
  const ask = async (message: InspectedMessage, source: MessageSource): Promise<void> => {
    // Without a connection there is no gate to ask, and nothing of it is loaded.
    if (knowledge.connection === null) return;
    const { askGate } = await import('./ask-gate.ts');
    gates[message.index] = await askGate(message, source, knowledge, secondOpinion);
  };

  const checkAgain = async (id: string): Promise<void> => {
    const indexes = waiting.get(id) ?? [];
    waiting.delete(id);
    for (const index of indexes) {
      const [message, source] = [inspected[index], sources[index]];
      if (message !== undefined && source !== undefined) check(await treed(message, source), source);
    }
  };

  /** Takes a message into the history, and checks again what waited for it. */
  const connect = async ({ message, index }: InspectedMessage, source: MessageSource): Promise<void> => {
    if (message === null || connected.has(index)) return;
    connected.add(index);
    append(brought, nameOf(inspected[index]), index);
    const answered = answeredId(message);
    if (answered !== null && history.requestById(answered) === null) append(waiting, answered, index);
    history.remember(message, index, source.receivedAt);
    if (message.id !== null) await checkAgain(message.id);
  };

  return {
    see: flows.see,
    async put(source, known) {
      const index = known ?? sources.length;
      sources[index] = source;
      const message = await inspectMessage(source, index, history, knowledge);
      await ask(message, source);
      check(message, source);
      await connect(message, source);
      return index;
    },
    async refresh(source, index) {
      const [message, older] = [inspected[index], sources[index]];
      if (message === undefined || older === undefined) return;
      sources[index] = source;
      const moved = older.receivedAt !== source.receivedAt || older.receivedUrl !== source.receivedUrl;
      const newer = { ...message, exchange: source.exchange };
      if (!moved && !message.findings.some(isRepeat)) return store(newer);
      const read = await treed(newer, source);
      await ask(read, source);
      check(read, source);
    },
    async whole(index) {
      const [message, source] = [inspected[index], sources[index]];
      if (message === undefined || source === undefined) return null;
      const read = await treed(message, source);
      if (read === message) return message;
      const passed = checked(read, source).findings.filter(({ outcome }) => outcome === 'pass');
      return { ...read, findings: [...message.findings, ...passed] };
    },
    messages() {
      snapshot ??= inspected.slice();
      return snapshot;
    },
    flows: flows.flows,
  };
}

function nameOf(inspected: InspectedMessage | undefined): string {
  const message = inspected?.message ?? null;
  return `${message?.kind} ${message?.id}`;
}

function append(lists: Map<string, number[]>, key: string, index: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [index]);
  else list.push(index);
}
