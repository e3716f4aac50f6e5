import type { Job } from '#server/threads/job.ts';
import { decideMessage } from './decide.ts';
import type { MessageDecision } from './message-decision.ts';
import type { MessageToDecide } from './message-to-decide.ts';
import { GATE_PATIENCE } from './second-reader.ts';

/** What only the server's own thread knows. */
export type GateQuestions = Pick<MessageToDecide, 'isUsed'> & {
  readonly requestId?: (inResponseTo: string) => Promise<boolean>;
};

/** A message as it crosses to a thread: without its questions, but with what may be asked. */
type ApartMessage = Omit<MessageToDecide, 'requestId' | 'isUsed' | 'readSecond'> & {
  readonly asks: { readonly requestId: boolean; readonly isUsed: boolean };
};

const REQUEST = 'is-request-waiting';
const USED = 'is-assertion-used';

/** The whole decision about one message in a thread; its questions come back to the server. */
export const decideJob: Job<ApartMessage, MessageDecision> = {
  name: 'decide',
  patience: GATE_PATIENCE,
  run: ({ asks, ...message }, ask) =>
    decideMessage({
      ...message,
      ...(asks.requestId ? { requestId: (id: string) => ask(REQUEST, id) } : {}),
      ...(asks.isUsed ? { isUsed: (id: string, issuer: string) => ask(USED, JSON.stringify([id, issuer])) } : {}),
    }),
};

/** Which questions a job may ask. */
export function asksOf({ requestId, isUsed }: GateQuestions): ApartMessage['asks'] {
  return { requestId: requestId !== undefined, isUsed: isUsed !== undefined };
}

/** Answers a job's questions in the server's thread. */
export async function answerGate(questions: GateQuestions, about: string, value: string): Promise<boolean> {
  if (about === REQUEST && questions.requestId !== undefined) return questions.requestId(value);
  const [id, issuer, ...more]: unknown[] = about === USED ? [...JSON.parse(value)] : [];
  if (typeof id !== 'string' || typeof issuer !== 'string' || more.length > 0 || questions.isUsed === undefined) {
    throw new RangeError(`a thread asked what nobody can answer: ${about}`);
  }
  return questions.isUsed(id, issuer);
}
