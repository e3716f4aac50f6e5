import type { Outcome, OutcomeWords } from '#shared/explain/facts/verdict.ts';
import { Icon } from './icon.tsx';

/** An outcome by icon, word and colour together. */
export function Badge({ verdict }: { verdict: OutcomeWords }) {
  return (
    <span class={`badge tone-${verdict.outcome}`}>
      <Icon name={verdict.outcome} />
      {verdict.word}
    </span>
  );
}

/** An outcome's icon with its word for screen readers only: where the word stands beside it anyway, or room is scarce. */
export function OutcomeIcon({ outcome, word }: { outcome: Outcome; word: string }) {
  return (
    <span class={`outcome-icon tone-${outcome}`} title={word}>
      <Icon name={outcome} />
      <span class="for-readers">{word}</span>
    </span>
  );
}
