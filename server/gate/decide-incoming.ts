import type { SamlSettings } from '#server/config/config.ts';
import type { JobGiver } from '#server/threads/thread-pool.ts';
import type { ThreadPools } from '#server/threads/thread-pools.ts';
import type { Client } from '#server/web/client.ts';
import { answerGate, asksOf, decideJob, decideSmallJob, type GateQuestions, SMALL } from './decide-job.ts';
import type { MessageDecision } from './message-decision.ts';
import type { MessageToDecide } from './message-to-decide.ts';

/** What the gate needs of the connection that a message came to. */
export interface GateOfConnection {
  readonly threads: ThreadPools;
  readonly settings: Pick<SamlSettings, 'connection' | 'bodyLimits'>;
}

/** What a request brought. */
export interface IncomingMessage extends Pick<MessageToDecide, 'raw'> {
  readonly binding: 'form' | 'redirect' | 'soap';
  /** Who sent it, and waits for the answer. */
  readonly client: Client;
}

/**
 * The gate for a message that anybody may have sent: nothing of it is looked at in the server's own thread. Small ones, as
 * nearly all real ones are, have threads of their own; larger ones, such as inflate to more, such with many encrypted
 * parts and such with much that is signed are decided about by other threads. Nothing inflates to more than a form may
 * have. Clients take turns, and whose client has gone is dropped, if it was not begun.
 *
 * @throws WorkbenchError as `decideMessage`, and what the threads throw
 */
export async function decideIncoming(
  { threads, settings }: GateOfConnection,
  { raw, binding, client }: IncomingMessage,
  { now, ...questions }: GateQuestions & Pick<MessageToDecide, 'now'>,
): Promise<MessageDecision> {
  const { connection, bodyLimits } = settings;
  const message = { raw, binding, connection, now, inflatedBytes: bodyLimits.form, asks: asksOf(questions) };
  const giver: JobGiver = { ...client, answer: (about, value) => answerGate(questions, about, value) };
  const decision = raw.length > SMALL ? null : await threads.small.run(decideSmallJob, message, giver);
  return decision ?? threads.large.run(decideJob, message, giver);
}
