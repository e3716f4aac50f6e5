import type { AccessTables } from '#shared/api/decisions.ts';
import { counted } from '#shared/base/count-words.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askTables } from '../../client/access-calls.ts';
import { Loading } from '../../parts/loading.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { TableEditor } from './table-editor.tsx';
import { ViewAs } from './view-as.tsx';

const SEVERITY = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** The access tables of a connection: what is odd about each, and what somebody else sees by it. */
export function Tables({ connection }: { connection: string }) {
  const loaded = useLoaded(`tables ${connection}`, () => askTables(connection));
  return (
    <Loading of={loaded} what="the access tables">
      {({ tables }) =>
        tables.length === 0 ? (
          <Empty level={2} title="No app of this connection has data">
            <p>What an app shows, and who sees what of it, stands under “apps” of the connection.</p>
          </Empty>
        ) : (
          <div class="cards">
            {tables.map((table) => (
              <Table key={table.app} connection={connection} table={table} onSaved={loaded.reload} />
            ))}
          </div>
        )
      }
    </Loading>
  );
}

interface TableProps {
  connection: string;
  table: AccessTables['tables'][number];
  onSaved: () => void;
}

function Table({ connection, table, onSaved }: TableProps) {
  const { app, identities, fields, rows, findings, left } = table;
  return (
    <>
      <Card title={`App ${app}`} level={2}>
        <p class="quiet">
          <Value
            text={`${counted(rows, 'row')}, found by ${identities.join(', ')}; reduces ${fields.join(', ') || 'no field'}.`}
          />
        </p>
        {findings.length === 0 && <p>Nothing about this table is odd.</p>}
        {findings.map(({ code, severity, row, title, fix }, index) => (
          // Two findings may be alike in all that can be seen.
          <p key={`${code} ${row} ${index}`}>
            <span class="strong">
              {SEVERITY[severity]}: <Value text={title} />
            </span>{' '}
            <span class="quiet">
              <Value text={fix} />
            </span>
          </p>
        ))}
        {left > 0 && <p class="quiet">And {counted(left, 'more finding')}.</p>}
      </Card>
      <TableEditor connection={connection} app={app} onSaved={onSaved} />
      <ViewAs connection={connection} app={app} />
    </>
  );
}
