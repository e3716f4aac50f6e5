import type { Ask, Job } from '#server/threads/job.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { WireError } from '#shared/wire/wire-error.ts';
import { decideMessage, decideWire, readIncoming } from './decide.ts';
import type { MessageDecision } from './message-decision.ts';
import type { MessageToDecide } from './message-to-decide.ts';
import { countTags, type SecondReader } from './second-reader.ts';
import { makeSecondReading } from './second-reading.ts';

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

/** Characters of what arrives, and bytes that they inflate to, of a small message: the worst of them take some 20 ms. */
export const SMALL = 24 * 1024;

/** Encrypted parts of a small message: with some paddings, or a key of 4096 bits, one costs tens of milliseconds. */
const FEW_PARTS = 2;

/** Tags of a small message that are read twice: up to so many it takes some tens of milliseconds; node-saml's time grows with the square. */
const FEW_TAGS = 2000;

/**
 * Milliseconds of any job: no thread is kept longer, however much an IdP has signed. What `LIMITS.secondReadingTags`
 * allow takes half of it, the worst there is nearly all.
 */
const PATIENCE = 30_000;

/** The whole decision about one message; its questions come back to the server. */
export const decideJob: Job<ApartMessage, MessageDecision> = {
  name: 'decide',
  patience: PATIENCE,
  run: (message, ask) => decideMessage(withQuestions(message, ask)),
};

/** The same for a message that arrived small; null, after little work, if it turns out to be none. */
export const decideSmallJob: Job<ApartMessage, MessageDecision | null> = {
  name: 'decide-small',
  patience: PATIENCE,
  run: async (apart, ask) => {
    const message = withQuestions(apart, ask);
    const wire = readSmall(message);
    if (wire === null) return null;
    try {
      return await decideWire(wire, { ...message, readSecond: readLittle });
    } catch (error) {
      if (error === MUCH) return null;
      throw error;
    }
  },
};

function withQuestions({ asks, ...message }: ApartMessage, ask: Ask): MessageToDecide {
  return {
    ...message,
    ...(asks.requestId ? { requestId: (id: string) => ask(REQUEST, id) } : {}),
    ...(asks.isUsed ? { isUsed: (id: string, issuer: string) => ask(USED, JSON.stringify([id, issuer])) } : {}),
  };
}

/** The message, if it is small; else null. */
function readSmall(message: MessageToDecide): WireMessage | null {
  try {
    const wire = readIncoming({ ...message, inflatedBytes: Math.min(SMALL, message.inflatedBytes ?? SMALL) });
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

/** Thrown instead of a reading that would take long. */
const MUCH = new Error('this is much to read twice');

const readLittle: SecondReader = async (input) => {
  const texts = [input.text, input.signature?.kind === 'xml' ? input.signature.document : ''];
  if (texts.some((text) => countTags(text) > FEW_TAGS)) throw MUCH;
  return makeSecondReading(input);
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
