import { flowTitle } from '#shared/explain/facts/flow-title.ts';
import type { OutcomeWords } from '#shared/explain/facts/verdict.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { type Finding, isError, isProblem, type Lack } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';

/** A message's verdict: that of its worst finding. */
export function verdictOfMessage(message: InspectedMessage): OutcomeWords {
  if (message.error !== null) return { outcome: 'bad', word: 'Unreadable' };
  if (message.findings.some(isError)) return { outcome: 'bad', word: 'Failed' };
  if (message.findings.some(isProblem)) return { outcome: 'warning', word: 'Warning' };
  if (message.findings.some(isOpenQuestion)) return { outcome: 'unknown', word: 'Not fully checked' };
  if (message.findings.length === 0) return { outcome: 'neutral', word: 'Not checked' };
  return { outcome: 'good', word: 'OK' };
}

/** A flow's verdict, as its title says it. */
export function verdictOfFlow(flow: Flow): OutcomeWords {
  return flowTitle(flow).ended;
}

/** A finding's verdict: how it came out, and how much it matters. */
export function verdictOfFinding(finding: Finding): OutcomeWords {
  if (finding.outcome === 'pass') return { outcome: 'good', word: 'Passed' };
  if (finding.outcome === 'unknown') return { outcome: 'unknown', word: 'Cannot tell' };
  if (finding.severity === 'error') return { outcome: 'bad', word: 'Error' };
  return finding.severity === 'warning'
    ? { outcome: 'warning', word: 'Warning' }
    : { outcome: 'neutral', word: 'Note' };
}

/** What leaves open whether the message is sound. What is known only beside it casts no doubt on it. */
const IS_DOUBT: Readonly<Record<Lack, boolean>> = {
  key: true,
  time: true,
  algorithm: true,
  original: true,
  server: true,
  reader: true,
  metadata: false,
  request: false,
  carriage: false,
};

/** A check of the message itself that lacked a key or the time: it may be wrong. */
export function isOpenQuestion(finding: Finding): boolean {
  return finding.outcome === 'unknown' && (finding.lacks === null || IS_DOUBT[finding.lacks]);
}

/** How an exchange was answered, by its status alone. */
export function verdictOfExchange({ status, error }: Pick<Exchange, 'status' | 'error'>): OutcomeWords {
  if (error !== null) return { outcome: 'bad', word: 'Failed' };
  if (status === null) return { outcome: 'unknown', word: 'No answer was seen' };
  return status >= 400
    ? { outcome: 'warning', word: 'Answered with an error' }
    : { outcome: 'neutral', word: 'Answered' };
}
