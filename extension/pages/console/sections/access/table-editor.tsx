import { useState } from 'preact/hooks';
import type { ConnectionDetails } from '#shared/api/connections.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askConnection, changeConnection } from '../../client/calls.ts';
import { AreaField } from '../../parts/area-field.tsx';
import { Effect } from '../../parts/effect.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { announce } from '../../state/announce.ts';
import type { Document } from '../connections/draft.ts';
import { Review } from '../connections/review.tsx';
import { printTable, readTable } from './table-text.ts';

interface TableEditorProps {
  connection: string;
  app: string;
  onSaved: () => void;
}

/** The access table of an app as a text, with what a change would come to beside it, before it is saved. */
export function TableEditor({ connection, app, onSaved }: TableEditorProps) {
  const loaded = useLoaded(`connection ${connection}`, () => askConnection(connection));
  const onReload = () => {
    loaded.reload();
    onSaved();
  };
  return (
    <Loading of={loaded} what="the access table">
      {(details) => <Editor details={details} app={app} onReload={onReload} />}
    </Loading>
  );
}

const HINTS = {
  rows: 'A row a line, as JSON: ACCESS (ADMIN or USER), USERID, USER.EMAIL or GROUP, OMIT, and fields of the data.',
  text: 'CSV, or a load script of Qlik Sense with its section access.',
} as const;

function Editor({ details, app, onReload }: { details: ConnectionDetails; app: string; onReload: () => void }) {
  const entries = appsOf(details.document);
  const index = entries.findIndex(({ id }) => id === app);
  const table = printTable(entries[index]?.['access']);
  /** Null: as it is saved. */
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? table.text;
  const access = readTable({ form: table.form, text });
  const document = {
    ...details.document,
    apps: entries.map((entry, at) => (at === index ? { ...entry, access } : entry)),
  };
  const isChanged = text !== table.text;
  if (table.form === 'file') {
    return (
      <Card title={`Access table of ${app}`} level={2}>
        <p class="quiet">
          It is in the file <Value text={table.text} />, and is edited there.
        </p>
      </Card>
    );
  }
  return (
    <div class="stack">
      <Card title={`Access table of ${app}`} level={2}>
        <form class="form" onSubmit={(event) => event.preventDefault()}>
          <AreaField
            label="Rows"
            rows={8}
            value={text}
            onChange={setTyped}
            hint={HINTS[table.form]}
            problem={access === null ? 'As it stands, this is no JSON list (in square brackets).' : null}
          />
          {isChanged && (
            <Review
              action="Look at the difference"
              document={document}
              revision={details.revision}
              isDisabled={access === null}
              send={(wanted) => changeConnection(details.prefix, wanted)}
              onTaken={() => {
                announce('The access table is at work with the next request.');
                setTyped(null);
                onReload();
              }}
              onStale={onReload}
            />
          )}
        </form>
      </Card>
      {isChanged && <Effect prefix={details.prefix} document={access === null ? null : document} />}
    </div>
  );
}

function appsOf(document: Document): readonly Document[] {
  const apps = document['apps'];
  return Array.isArray(apps) ? apps.filter((one): one is Document => typeof one === 'object' && one !== null) : [];
}
