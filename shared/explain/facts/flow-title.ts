import type { Flow } from '#shared/flows/flow.ts';
import type { OutcomeWords } from './verdict.ts';

/** What a flow is called, wherever it is: what it was, how it ended, who began it. */
export interface FlowTitle {
  readonly what: 'Login' | 'Logout';
  /** Its word goes on from `what`: `Login refused`. */
  readonly ended: OutcomeWords;
  /** `begun by the service provider` */
  readonly begun: string;
}

const ENDS: Readonly<Record<Flow['outcome'], OutcomeWords>> = {
  succeeded: { outcome: 'good', word: 'Succeeded' },
  refused: { outcome: 'bad', word: 'Refused' },
  'broken-off': { outcome: 'bad', word: 'Broken off' },
  unknown: { outcome: 'unknown', word: 'Not seen to end' },
};

/** The title in its parts, for who shows each in its way. */
export function flowTitle({ kind, outcome, initiator }: Pick<Flow, 'kind' | 'outcome' | 'initiator'>): FlowTitle {
  return {
    what: kind === 'login' ? 'Login' : 'Logout',
    ended: ENDS[outcome],
    begun: `begun by the ${initiator === 'sp' ? 'service provider' : 'identity provider'}`,
  };
}

/** The title in one line, without who began it: `Login refused`, `Logout not seen to end`. */
export function flowLine(flow: Pick<Flow, 'kind' | 'outcome' | 'initiator'>): string {
  const { what, ended } = flowTitle(flow);
  return `${what} ${ended.word.toLowerCase()}`;
}
