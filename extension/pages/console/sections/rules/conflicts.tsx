import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { textAt } from '../connections/draft.ts';
import { actionsOf, type RuleRow } from './rule-rows.ts';
import type { RulesDraft } from './use-rules-draft.ts';

/** Rules that somebody else has saved otherwise while they were edited here: both, side by side, and the choice. */
export function Conflicts({ draft: { conflicts, takeTheirs, keepMine } }: { draft: RulesDraft }) {
  return (
    <>
      {conflicts.map((conflict) => (
        <Card key={conflict.name} title={`Both of you changed “${conflict.name}”`} level={2}>
          <div class="two-fields" role="alert">
            <Side title="What you have here" row={conflict.mine} />
            <Side title="What is saved now" row={conflict.theirs} />
          </div>
          <div class="card-actions">
            <button type="button" class="button" onClick={() => keepMine(conflict)}>
              Keep mine
            </button>
            <button type="button" class="button" onClick={() => takeTheirs(conflict)}>
              Take what is saved
            </button>
          </div>
        </Card>
      ))}
    </>
  );
}

function Side({ title, row }: { title: string; row: RuleRow | null }) {
  return (
    <div>
      <h3>{title}</h3>
      {row === null ? (
        <p class="quiet">The rule is taken out.</p>
      ) : (
        <>
          <p class="quiet">
            {actionsOf(row).join(', ')} on <Value text={textAt(row, 'resourceFilter')} code />
            {row['disabled'] === true && ', switched off'}
          </p>
          <p>
            <Value text={textAt(row, 'condition') || 'everybody'} code />
          </p>
        </>
      )}
    </div>
  );
}
