import { counted } from '#shared/base/count-words.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import type { TrialResult } from './run-trials-text.ts';

/** What tests and assertions came to, what does not hold first. */
export function TrialResults({ results }: { results: readonly TrialResult[] }) {
  const bad = results.filter(({ result }) => result !== 'holds');
  const good = results.filter(({ result }) => result === 'holds');
  return (
    <Card
      title={
        bad.length === 0
          ? 'All hold'
          : `${bad.length} of ${counted(results.length, 'test')} ${bad.length === 1 ? 'does' : 'do'} not hold`
      }
      level={2}
    >
      {[...bad, ...good].map(({ name, result, words }, index) => (
        <div key={index} class="row-main">
          <p class="strong">
            <Value text={name} /> <span class={`badge plain ${TONES[result]}`}>{result}</span>
          </p>
          <p class="quiet">
            <Value text={words} first={1000} />
          </p>
        </div>
      ))}
    </Card>
  );
}

const TONES: Readonly<Record<TrialResult['result'], string>> = {
  holds: 'tone-good',
  fails: 'tone-bad',
  'not decided': 'tone-warning',
};
