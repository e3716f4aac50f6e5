import type { LoadedConnection } from '#server/config/config.ts';
import type { ThreadPool } from '#server/threads/thread-pool.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { WireError } from '#shared/wire/wire-error.ts';
import { decideWire, readIncoming } from './decide.ts';
import { answerGate, asksOf, decideJob, type GateQuestions } from './decide-job.ts';
import type { MessageDecision } from './message-decision.ts';
import type { MessageToDecide } from './message-to-decide.ts';
import { secondReaderWith } from './second-reader.ts';
import { Turns } from './turns.ts';

/** Characters that are read in the server’s own thread, and bytes that they may inflate to there: the worst of them take some 20 ms. */
const SMALL = 24 * 1024;

/** Encrypted parts that are opened there: with some paddings, or a key of 4096 bits, one costs tens of milliseconds. */
const FEW_PARTS = 2;

/** One second of waiting at most, of what nobody should send. */
const TURNS = new Turns(100);

/** What the gate needs of the connection that a message came to. */
export interface GateOfConnection {
  readonly threads: ThreadPool;
  readonly settings: Pick<LoadedConnection, 'connection' | 'bodyLimits'>;
}

/** What a request brought. */
export interface IncomingMessage extends Pick<MessageToDecide, 'raw'> {
  readonly binding: 'form' | 'redirect' | 'soap';
}

/**
 * The gate for a message that anybody may have sent. Small ones, as nearly all real ones are, are decided about at once;
 * one in each round of the event loop; larger ones, such as inflate to more, and such with many encrypted parts, by the pool of threads from the first step
 * to the last, so that nobody else waits for them. Nothing inflates to more than a form may have.
 *
 * @throws WorkbenchError as `decideMessage`, and what the pool throws
 */
export async function decideIncoming(
  { threads, settings }: GateOfConnection,
  { raw, binding }: IncomingMessage,
  { now, ...questions }: GateQuestions & Pick<MessageToDecide, 'now'>,
): Promise<MessageDecision> {
  const { connection, bodyLimits } = settings;
  const message = { raw, binding, connection, now };
  const wire = message.raw.length > SMALL ? null : await TURNS.take().then(() => readSmall(message));
  if (wire !== null) return decideWire(wire, { ...message, ...questions, readSecond: secondReaderWith(threads) });
  const job = { ...message, inflatedBytes: bodyLimits.form, asks: asksOf(questions) };
  return threads.run(decideJob, job, (about, value) => answerGate(questions, about, value));
}

/** The message, if it costs little to decide about; else null. */
function readSmall(message: MessageToDecide): WireMessage | null {
  try {
    const wire = readIncoming({ ...message, inflatedBytes: SMALL });
    return hasManyParts(wire.xml) ? null : wire;
  } catch (error) {
    if (WireError.is(error, 'deflate-too-large')) return null;
    throw error;
  }
}

/** Each has two tags with the name of its content, and as many for each key that it was encrypted for. */
function hasManyParts(xml: string): boolean {
  let names = 0;
  for (const _ of xml.matchAll(/Encrypted(?:Data|Key)/g)) names += 1;
  return names > 4 * FEW_PARTS;
}
