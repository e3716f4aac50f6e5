import { useMemo, useState } from 'preact/hooks';
import type { ConnectionDetails } from '#shared/api/connections.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { Value } from '../../../../kit/value.tsx';
import { changeConnection } from '../../client/calls.ts';
import { Effect } from '../../parts/effect.tsx';
import { announce } from '../../state/announce.ts';
import { textAt } from '../connections/draft.ts';
import { Review } from '../connections/review.tsx';
import { useSeen } from '../connections/seen-attributes.tsx';
import { Conflicts } from './conflicts.tsx';
import { Everybody } from './everybody.tsx';
import { knownFilters, knownNames } from './known-names.ts';
import { lintRows } from './lint-rows.ts';
import { RuleItem } from './rule-item.tsx';
import { newRow, type RuleRow, readRows, rowsOf } from './rule-rows.ts';
import { TrialsBeside } from './trials-beside.tsx';
import { hasTrials } from './trials-text.ts';
import type { RulesDraft } from './use-rules-draft.ts';

interface RulesEditorProps {
  details: ConnectionDetails;
  draft: RulesDraft;
  /** Something was saved, or is to be looked at anew. */
  onReload: () => void;
}

/** The rules of a connection, one by one; beside them what a change would come to, before it is saved. */
export function RulesEditor({ details, draft, onReload }: RulesEditorProps) {
  const { rows, document, put } = draft;
  const [opened, setOpened] = useState<number | null>(null);
  const seen = useSeen(details.prefix).value?.attributes ?? [];
  const notes = useMemo(() => lintRows(rows, document), [rows, document['attributes']]);
  const known = useMemo(() => knownNames(document, seen), [rows, seen]);
  const read = readRows(rows);
  const problem = 'problem' in read ? read.problem : null;
  const add = () => {
    put([...rows, newRow(rows)]);
    setOpened(rows.length);
  };
  return (
    <div class="map rules">
      <form class="form" onSubmit={(event) => event.preventDefault()}>
        <Conflicts draft={draft} />
        {rows.length === 0 && (
          <Empty level={2} title="There is no rule">
            <p>Nothing is allowed by default: without a rule nobody may open anything.</p>
          </Empty>
        )}
        <ul class="rule-list" aria-label="Rules">
          {rows.map((row, index) => (
            <RuleItem
              key={index}
              row={row}
              notes={notes.get(textAt(row, 'name').trim()) ?? []}
              isOpen={opened === index}
              known={known}
              filters={knownFilters(document)}
              onOpen={(isOpen) => setOpened(isOpen ? index : null)}
              onChange={(changed) => put(rows.with(index, changed))}
              onRemove={() => {
                put(rows.toSpliced(index, 1));
                setOpened(null);
                announce(`The rule ${textAt(row, 'name')} is taken out. Nothing is saved yet.`);
              }}
            />
          ))}
        </ul>
        <div class="card-actions">
          <button type="button" class="button" onClick={add}>
            Add a rule
          </button>
          {draft.isChanged && (
            <button type="button" class="button" onClick={draft.discard}>
              Discard what was edited
            </button>
          )}
        </div>
        {problem !== null && (
          <p class="problem tone-bad" role="alert">
            <Value text={problem} />
          </p>
        )}
        <Review
          action="Look at the difference"
          document={document}
          revision={details.revision}
          isDisabled={problem !== null || draft.conflicts.length > 0}
          send={(wanted) => changeConnection(details.prefix, wanted)}
          onTaken={() => {
            announce('The rules are at work with the next request.');
            draft.discard();
            setOpened(null);
            onReload();
          }}
          onStale={onReload}
        />
      </form>
      <EffectsOf details={details} draft={draft} isReadable={problem === null} />
    </div>
  );
}

interface EffectsProps {
  details: ConnectionDetails;
  draft: RulesDraft;
  isReadable: boolean;
}

function EffectsOf({ details, draft: { isChanged, document, rows }, isReadable }: EffectsProps) {
  const before = useMemo((): readonly RuleRow[] => rowsOf(details.document), [details.revision]);
  return (
    <aside class="effects" aria-label="What the change would come to">
      {isChanged ? (
        <>
          <Effect prefix={details.prefix} document={isReadable ? document : null} />
          <Everybody before={before} after={rows} />
          {hasTrials(details.prefix) && <TrialsBeside prefix={details.prefix} rows={rows} />}
        </>
      ) : (
        <p class="quiet">
          Change a rule, and here stands who gains and who loses by it, before it is saved: of those who are logged in
          now, and of all users that there could be.
        </p>
      )}
    </aside>
  );
}
