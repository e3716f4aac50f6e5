import { useMemo } from 'preact/hooks';
import { visibleText } from '#shared/base/visible-text.ts';
import { Value } from '../../../../kit/value.tsx';
import { AreaField } from '../../parts/area-field.tsx';
import { CheckField } from '../../parts/check-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { textAt } from '../connections/draft.ts';
import type { KnownNames } from './completions.ts';
import { ConditionField } from './condition-field.tsx';
import { ACTION_ORDER } from './known-names.ts';
import type { LintFix } from './lint-fixes.ts';
import type { RowNote } from './lint-rows.ts';
import { actionsOf, type RuleRow, withAction } from './rule-rows.ts';

interface RuleFormProps {
  row: RuleRow;
  notes: readonly RowNote[];
  known: KnownNames;
  filters: readonly string[];
  onChange: (row: RuleRow) => void;
}

/** One rule, field by field, with what is to be said of it. */
export function RuleForm({ row, notes, known, filters, onChange }: RuleFormProps) {
  const put = (key: string) => (value: unknown) => onChange({ ...row, [key]: value });
  const condition = textAt(row, 'condition');
  const apply = ({ from, to, insert }: LintFix) =>
    put('condition')(`${condition.slice(0, from)}${insert}${condition.slice(to)}`);
  const shown = useMemo(
    () =>
      notes
        .filter(({ place }) => place !== null)
        .map(({ from, to, severity, title, advice, fix }) => ({
          ...{ from, to, severity, message: `${title} ${advice}` },
          fix: fix === null ? null : { name: fix.name, apply: () => apply(fix) },
        })),
    [notes],
  );
  return (
    <div class="form rule-form">
      <div class="two-fields">
        <TextField label="Name" value={textAt(row, 'name')} onChange={put('name')} required />
        <TextField
          label="Resource filter"
          value={textAt(row, 'resourceFilter')}
          onChange={put('resourceFilter')}
          choices={filters}
          code
          required
          hint="App_*, Stream_SalesUS, App* (types that begin so), comma-separated"
        />
      </div>
      <ConditionField value={condition} onChange={put('condition')} notes={shown} known={known} />
      <Notes notes={notes} onFix={apply} />
      <Actions row={row} onChange={onChange} />
      <CheckField
        label="Switched off"
        checked={row['disabled'] === true}
        onChange={(isOff) => onChange(isOff ? { ...row, disabled: true } : without(row, 'disabled'))}
        hint="It stays in the list, and allows nothing."
      />
      <AreaField label="Comment" rows={2} value={textAt(row, 'comment')} onChange={put('comment')} />
    </div>
  );
}

function without(row: RuleRow, key: string): RuleRow {
  const { [key]: _, ...rest } = row;
  return rest;
}

function Actions({ row, onChange }: Pick<RuleFormProps, 'row' | 'onChange'>) {
  const allowed = actionsOf(row);
  return (
    <fieldset class="actions-set">
      <legend>Actions</legend>
      {ACTION_ORDER.map((action) => (
        <CheckField
          key={action}
          label={action}
          checked={allowed.includes(action)}
          onChange={(isAllowed) => onChange(withAction(row, action, isAllowed))}
        />
      ))}
    </fieldset>
  );
}

interface NotesProps {
  notes: readonly RowNote[];
  onFix: (fix: LintFix) => void;
}

const SEVERITY = { error: 'Error', warning: 'Warning' } as const;

/** What is to be said of a rule, each with its place, what to do, and a button that does it where that is plain. */
function Notes({ notes, onFix }: NotesProps) {
  return (
    <div role="status" class="rule-notes">
      {notes.map(({ code, severity, place, title, advice, fix }, index) => (
        <div key={`${code} ${index}`} class={`rule-note tone-${severity === 'error' ? 'bad' : 'warning'}`}>
          <p>
            <strong>
              {SEVERITY[severity]}
              {place !== null && ` in line ${place.line}, column ${place.column}`}:
            </strong>{' '}
            <Value text={title} />
          </p>
          <p class="quiet">
            <Value text={advice} />
          </p>
          {fix !== null && (
            <button type="button" class="button small" onClick={() => onFix(fix)}>
              {visibleText(fix.name, 80)}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
