import type { Assertion, SamlMessage } from '#shared/saml/messages.ts';
import { type Expectations, expectationsOf } from './expectations.ts';
import type { Knowledge } from './knowledge.ts';
import type { CheckSubject, Receiver } from './subject.ts';

/** What a check's function is given. */
export interface CheckContext {
  readonly subject: CheckSubject;
  readonly knowledge: Knowledge;
  readonly receiver: Receiver;
  /** Who should have sent what to whom, as far as anybody knows. */
  readonly expected: Expectations;
  /** The assertions that a reader would consume: those of the Response itself, or the document. */
  readonly assertions: readonly Assertion[];
}

/** Puts together what checks need, once for each message. */
export function createContext(subject: CheckSubject, knowledge: Knowledge, receiver: Receiver): CheckContext {
  return {
    subject,
    knowledge,
    receiver,
    expected: expectationsOf(subject, knowledge, receiver),
    assertions: assertionsOf(subject.message),
  };
}

/** The assertions of a message, never those hidden deeper. */
export function assertionsOf(message: SamlMessage): readonly Assertion[] {
  if (message.kind === 'Response') return message.assertions;
  return message.kind === 'Assertion' ? [message.assertion] : [];
}
