import type { ReadonlySignal } from '@preact/signals';
import type { KnownAnswer } from '#shared/api/link.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { insertInTime } from '#shared/http/insert-in-time.ts';
import type { Report } from '#shared/report/report.ts';
import type { RowKey } from '../list/rows.ts';
import type { View } from '../list/view.ts';
import type { Inputs } from '../recording/inputs.ts';
import type { Recording } from '../recording/recording.ts';
import type { Trust } from '../trust/trust.ts';
import { type CompanionSaw, noteKey, type Told } from './companion-saw.ts';
import { joinTraces, type Sight } from './join-traces.ts';
import { tracesIn } from './traces-in.ts';

/** Where an answer is taken in. */
export interface TakingWorkbench {
  readonly companionSaw: CompanionSaw;
  /** The source on screen; of what is recorded live there is no input of that id. */
  readonly source: ReadonlySignal<{ readonly id: string } | null>;
  readonly report: ReadonlySignal<Report>;
  readonly recording: Recording | null;
  readonly inputs: Inputs;
  readonly view: View;
  readonly trust: Trust;
}

/**
 * Takes in what a companion knows: what it kept joins the recording on screen, which goes on showing what it shows. A pasted
 * message is no recording. A large file's is made by the worker that owns it.
 *
 * @param name of the first message that was asked about
 */
export async function takeTold(workbench: TakingWorkbench, name: string, known: KnownAnswer): Promise<void> {
  const { companionSaw, source, view, report } = workbench;
  const from = source.peek()?.id ?? '';
  const put = (news: Omit<Told, 'known'>) => {
    companionSaw.told.value = new Map(companionSaw.told.peek()).set(name, { known, ...news });
  };
  const recorded = recordedIn(workbench, from);
  if (recorded === null) return put({ added: null, ahead: null });
  const traces = await tracesIn(known, workbench.trust.knowledge.peek());
  const { added, ahead, notes } = joinTraces(recorded, traces);
  const chosen = chosenPlace(view, report.peek());
  if (added.length > 0) await recorded.join(added);
  companionSaw.notes.value = new Map([
    ...companionSaw.notes.peek(),
    ...[...notes].map(([id, words]) => [noteKey(from, id), words] as const),
  ]);
  put({ added: added.length, ahead });
  // Indexes of messages may be others now.
  if (chosen !== null && source.peek()?.id === from) view.select(keyWith(report.peek(), chosen));
}

interface Recorded extends Sight {
  readonly join: (exchanges: readonly Exchange[]) => Promise<void>;
}

function recordedIn({ inputs, recording, report }: TakingWorkbench, id: string): Recorded | null {
  const { messages } = report.peek();
  const input = inputs.list.peek().find((each) => each.id === id);
  if (input === undefined)
    return recording === null
      ? null
      : {
          exchanges: recording.exchanges(),
          messages,
          join: (added) => recording.arrange((all) => insertInTime(all, added)),
        };
  const exchanges = input.report.exchanges?.();
  const { large } = input;
  if (exchanges === undefined) return null;
  const join: Recorded['join'] = (added) =>
    large === null ? inputs.arrange(id, (all) => insertInTime(all, added)) : large.join(added);
  return { exchanges, messages, join };
}

interface Place {
  readonly isFlow: boolean;
  /** Id of the exchange that carries the message, or the flow's first one. */
  readonly exchange: string;
  /** Which of the messages of that exchange. */
  readonly place: number;
}

/** What is chosen, by what stays the same. */
function chosenPlace({ selection: { value: selection } }: View, { messages }: Report): Place | null {
  if (selection === null || selection.kind === 'exchange') return null;
  const isFlow = selection.kind === 'flow';
  const index = selection.kind === 'flow' ? selection.flow.messages[0] : selection.message.index;
  const exchange = index === undefined ? null : (messages[index]?.exchange?.id ?? null);
  if (exchange === null) return null;
  const place = messages
    .filter((message) => message.exchange?.id === exchange)
    .findIndex((each) => each.index === index);
  return { isFlow, exchange, place };
}

function keyWith({ flows, messages }: Report, { isFlow, exchange, place }: Place): RowKey | null {
  const message = messages.filter((each) => each.exchange?.id === exchange)[place];
  if (message === undefined) return null;
  const flow = isFlow ? flows.find(({ messages: indexes }) => indexes.includes(message.index)) : undefined;
  return flow === undefined ? `message:${message.index}` : `flow:${flow.id}`;
}
