import { useEffect, useState } from 'preact/hooks';
import { WorkbenchError } from '#shared/base/errors.ts';
import { type CounterExample, diffRules, type RulesDiff } from '#shared/rules/proofs/diff-rules.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { type RuleRow, readRows } from './rule-rows.ts';

/** So long nothing is typed before it is asked. Milliseconds. */
const PAUSE = 600;

interface EverybodyProps {
  before: readonly RuleRow[];
  after: readonly RuleRow[];
}

type Found = { readonly diff: RulesDiff } | { readonly problem: string } | null;

/** What a change grants or takes over all users and resources that there could be, proven, with an example of each. */
export function Everybody({ before, after }: EverybodyProps) {
  const [found, setFound] = useState<Found>(null);
  useEffect(() => {
    const timer = setTimeout(() => setFound(compare(before, after)), PAUSE);
    return () => clearTimeout(timer);
  }, [before, after]);
  return (
    <Card title="For everybody there could be" level={2}>
      <div role="status">
        {found === null && <p class="quiet">Comparing …</p>}
        {found !== null && 'problem' in found && (
          <p class="quiet">
            <Value text={found.problem} />
          </p>
        )}
        {found !== null && 'diff' in found && <Told diff={found.diff} />}
      </div>
    </Card>
  );
}

function compare(before: readonly RuleRow[], after: readonly RuleRow[]): Found {
  const [old, next] = [readRows(before), readRows(after)];
  if ('problem' in old) return old;
  if ('problem' in next) return { problem: 'What is typed cannot be read yet.' };
  try {
    return { diff: diffRules(old.rules, next.rules) };
  } catch (error) {
    if (error instanceof WorkbenchError) return { problem: error.message };
    throw error;
  }
}

const VERDICTS: Readonly<Record<RulesDiff['verdict'], string>> = {
  same: 'It grants exactly what was granted before, to every user and on every resource.',
  more: 'It grants more than before, and takes nothing away.',
  less: 'It takes something away, and grants nothing more.',
  both: 'It grants more to some, and takes something from others.',
  undecided: 'Not all of it could be decided.',
};

function Told({ diff: { verdict, gained, lost, undecided } }: { diff: RulesDiff }) {
  return (
    <>
      <p class="strong">{VERDICTS[verdict]}</p>
      {gained !== null && <Example title="Somebody who gains" example={gained} />}
      {lost !== null && <Example title="Somebody who loses" example={lost} />}
      {undecided.map(({ rule, why }) => (
        <p key={`${rule} ${why}`} class="quiet">
          <Value text={`“${rule}” is not decided: ${why}`} />
        </p>
      ))}
    </>
  );
}

function Example({ title, example: { user, resource, action, by } }: { title: string; example: CounterExample }) {
  return (
    <details open>
      <summary>{title}</summary>
      <p>
        {action}, by <Value text={by.join(', ')} />
      </p>
      <p class="quiet">User</p>
      <pre class="rule">{JSON.stringify(user, null, 1)}</pre>
      <p class="quiet">Resource</p>
      <pre class="rule">{JSON.stringify(resource, null, 1)}</pre>
    </details>
  );
}
