import { useId } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { Value } from '../../../../kit/value.tsx';
import { textAt } from '../connections/draft.ts';
import type { KnownNames } from './completions.ts';
import type { RowNote } from './lint-rows.ts';
import { RuleForm } from './rule-form.tsx';
import { actionsOf, type RuleRow } from './rule-rows.ts';

interface RuleItemProps {
  row: RuleRow;
  notes: readonly RowNote[];
  isOpen: boolean;
  known: KnownNames;
  filters: readonly string[];
  onOpen: (isOpen: boolean) => void;
  onChange: (row: RuleRow) => void;
  onRemove: () => void;
}

/** A rule in the list: what it says in short, and its fields once it is opened. */
export function RuleItem({ row, notes, isOpen, known, filters, onOpen, onChange, onRemove }: RuleItemProps) {
  const id = useId();
  const name = textAt(row, 'name');
  const errors = notes.filter(({ severity }) => severity === 'error').length;
  return (
    <li class="card rule-item">
      <div class="row-line bare-line">
        <div class="row-main">
          <h2 class="strong">
            <Value text={name} />
            {row['disabled'] === true && <span class="badge tone-neutral plain">Off</span>}
            {notes.length > 0 && (
              <span class={`badge plain tone-${errors > 0 ? 'bad' : 'warning'}`}>
                {errors > 0 ? counted(errors, 'error') : counted(notes.length, 'warning')}
              </span>
            )}
          </h2>
          <p class="quiet">
            {actionsOf(row).join(', ') || 'nothing'} on <Value text={textAt(row, 'resourceFilter')} code />
          </p>
          {!isOpen && (
            <p>
              <Value text={textAt(row, 'condition') || 'everybody'} code first={300} />
            </p>
          )}
        </div>
        <div class="row-actions">
          <button
            type="button"
            class="button small"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => onOpen(!isOpen)}
          >
            {isOpen ? 'Close' : 'Edit'}
            <span class="for-readers"> the rule {name}</span>
          </button>
          <button type="button" class="button small" onClick={onRemove}>
            Remove<span class="for-readers"> the rule {name}</span>
          </button>
        </div>
      </div>
      <div id={id}>
        {isOpen && <RuleForm row={row} notes={notes} known={known} filters={filters} onChange={onChange} />}
      </div>
    </li>
  );
}
