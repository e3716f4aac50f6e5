/** How something ended, for icon, word and colour together. */
export type Outcome = 'good' | 'bad' | 'warning' | 'unknown' | 'neutral';

/** The outcome with its one word. */
export interface OutcomeWords {
  readonly outcome: Outcome;
  readonly word: string;
}
