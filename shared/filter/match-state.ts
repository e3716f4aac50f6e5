import { isEncrypted } from '#shared/explain/facts/message-content.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { isError, isProblem } from '#shared/inspection/finding.ts';
import type { State } from './filter-keys.ts';
import type { FilterSubject } from './filter-subject.ts';
import { findingsOf } from './message-parts.ts';

type Test = (subject: FilterSubject) => boolean;

/** A test for what `is:` asks; what is being typed stands for every state that begins so. */
export function matchState(value: string): Test {
  const tests = Object.entries(TESTS).flatMap(([name, test]) => (name === value ? [test] : []));
  const beginning = Object.entries(TESTS).flatMap(([name, test]) => (name.startsWith(value) ? [test] : []));
  const wanted = tests.length > 0 ? tests : beginning;
  return (subject) => wanted.some((test) => test(subject));
}

const outcomeIs =
  (outcome: string): Test =>
  ({ flow }) =>
    flow?.outcome === outcome;

const TESTS: Readonly<Record<State, Test>> = {
  refused: outcomeIs('refused'),
  'broken-off': outcomeIs('broken-off'),
  succeeded: outcomeIs('succeeded'),
  unknown: outcomeIs('unknown'),
  failed: (subject) =>
    (subject.flow !== null && hasFailed(subject.flow)) ||
    (subject.message !== null && (subject.message.error !== null || subject.message.findings.some(isError))),
  login: ({ flow }) => flow?.kind === 'login',
  logout: ({ flow }) => flow?.kind === 'logout',
  sp: ({ flow }) => flow?.initiator === 'sp',
  idp: ({ flow }) => flow?.initiator === 'idp',
  warning: (subject) => findingsOf(subject).some((finding) => isProblem(finding) && !isError(finding)),
  signed: ({ message }) => message !== null && (message.signatures.length > 0 || message.redirectSignature !== null),
  unsigned: ({ message }) =>
    message !== null &&
    message.message !== null &&
    message.signatures.length === 0 &&
    message.redirectSignature === null,
  encrypted: ({ message }) => message !== null && (message.decryptions.length > 0 || isEncrypted(message)),
  unreadable: ({ message }) => message !== null && message.error !== null,
};
