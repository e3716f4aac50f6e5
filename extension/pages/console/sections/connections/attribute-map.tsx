import type { ConnectionDetails } from '#shared/api/connections.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { changeConnection } from '../../client/calls.ts';
import { Effect } from '../../parts/effect.tsx';
import { announce } from '../../state/announce.ts';
import { AttributeRow } from './attribute-row.tsx';
import { rowsOf, suggestedName } from './attribute-rows.ts';
import { type Draft, useDraft } from './draft.ts';
import { Review } from './review.tsx';
import { SeenAttributes, useSeen, useTested } from './seen-attributes.tsx';

interface AttributeMapProps {
  details: ConnectionDetails;
  onReload: () => void;
}

/** From what the identity provider sends to the attributes of a session, with what it has sent beside it. */
export function AttributeMap({ details, onReload }: AttributeMapProps) {
  const draft = useDraft(details);
  const seen = useSeen(details.prefix);
  const tested = useTested(details.prefix);
  const rows = rowsOf(draft.document);
  const add = (row: Readonly<Record<string, unknown>>) => draft.put('attributes', [...rows, row]);
  return (
    <div class="map">
      <form class="form" onSubmit={(event) => event.preventDefault()}>
        <Rows draft={draft} names={(seen.value?.attributes ?? []).map(({ name }) => name)} />
        <div class="card-actions">
          <button type="button" class="button" onClick={() => add({ from: '', to: '' })}>
            Add a row
          </button>
        </div>
        <Review
          action="Look at the difference"
          document={draft.document}
          revision={details.revision}
          isDisabled={false}
          send={(wanted) => changeConnection(details.prefix, wanted)}
          onTaken={() => {
            announce('The attribute map is at work: it holds for the next login.');
            draft.discard();
            onReload();
          }}
          onStale={onReload}
        />
      </form>
      <div class="effects">
        {draft.isChanged && <Effect prefix={details.prefix} document={draft.document} />}
        <SeenAttributes
          of={seen}
          tested={tested}
          prefix={details.prefix}
          mapped={rows.map(({ from }) => from)}
          onAdd={(attribute) => {
            const to = suggestedName(attribute);
            add({ from: attribute.name, to });
            announce(`A row that makes ${to} of ${attribute.name} is added at the end.`);
          }}
        />
      </div>
    </div>
  );
}

function Rows({ draft, names }: { draft: Draft; names: readonly string[] }) {
  const rows = rowsOf(draft.document);
  if (rows.length === 0) {
    return (
      <Empty level={2} title="No attribute is taken over yet">
        <p>
          Add a row for each attribute that rules are to see. After a login, what the identity provider sent stands here
          with a button that adds it.
        </p>
      </Empty>
    );
  }
  return (
    <ol class="map-rows" aria-label="Rows of the attribute map">
      {rows.map((row, index) => (
        <AttributeRow
          key={index}
          row={row}
          number={index + 1}
          names={names}
          onChange={(changed) => draft.put('attributes', rows.with(index, changed))}
          onRemove={() => draft.put('attributes', rows.toSpliced(index, 1))}
        />
      ))}
    </ol>
  );
}
