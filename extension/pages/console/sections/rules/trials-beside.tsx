import { useEffect, useState } from 'preact/hooks';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import type { RuleRow } from './rule-rows.ts';
import { runTrialsText, type TrialResult } from './run-trials-text.ts';
import { TrialResults } from './trial-results.tsx';
import { trialsTextOf } from './trials-text.ts';

/** So long nothing is typed before they are run. Milliseconds. */
const PAUSE = 600;

/** The tests that somebody has written, run on the rules while these are edited. */
export function TrialsBeside({ prefix, rows }: { prefix: string; rows: readonly RuleRow[] }) {
  const text = trialsTextOf(prefix);
  const [found, setFound] = useState<readonly TrialResult[] | string | null>(null);
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(async () => {
      const next = await runTrialsText(text, rows);
      if (isWanted) setFound(next);
    }, PAUSE);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text, rows]);
  if (found === null) return null;
  if (typeof found !== 'string') return <TrialResults results={found} />;
  return (
    <Card title="Tests" level={2}>
      <p class="quiet">
        <Value text={found} />
      </p>
    </Card>
  );
}
