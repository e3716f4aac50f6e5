import type { Tone } from './fact.ts';

/** How something came out: `unknown` what nobody can tell, `neutral` what is neither good nor bad. */
export type Outcome = 'good' | 'bad' | 'warning' | 'unknown' | 'neutral';

/** The outcome with its one word. */
export interface OutcomeWords {
  readonly outcome: Outcome;
  readonly word: string;
}

const TONES: Readonly<Record<Outcome, Tone>> = {
  good: 'good',
  bad: 'bad',
  warning: 'warning',
  unknown: 'warning',
  neutral: 'plain',
};

/** How an outcome is to be taken in where there are fewer colours. */
export function toneOf({ outcome }: OutcomeWords): Tone {
  return TONES[outcome];
}
