import { useState } from 'preact/hooks';
import type { ViewedAs } from '#shared/api/decisions.ts';
import { counted } from '#shared/base/count-words.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { viewAs } from '../../client/access-calls.ts';
import type { Failure } from '../../client/answer.ts';
import { FailureNote } from '../../parts/failure.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { AttributesField } from './attributes-field.tsx';
import { SOURCES } from './sources.ts';

/** What somebody else sees of an app, and the same as SQL. Each look is in the audit. */
export function ViewAs({ connection, app }: { connection: string; app: string }) {
  const [user, setUser] = useState('');
  const [attributes, setAttributes] = useState('');
  const [seen, setSeen] = useState<ViewedAs | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await viewAs({ connection, app, user, attributes });
    setFailure(answer.ok ? null : answer.failure);
    setSeen(answer.ok ? answer.value : null);
  };
  return (
    <Card title={`${app} as somebody sees it`} level={2}>
      <form class="form" onSubmit={(event) => void submit(event)}>
        <TextField label="User" value={user} onChange={setUser} required hint="DIRECTORY\user" />
        <AttributesField value={attributes} onChange={setAttributes} />
        <div class="card-actions">
          <button type="submit" class="button primary">
            Look
          </button>
        </div>
      </form>
      <div role="status">{seen !== null && <Seen seen={seen} />}</div>
      {failure !== null && <FailureNote failure={failure} />}
    </Card>
  );
}

function Seen({ seen: { source, words, rows, omitted, sql } }: { seen: ViewedAs }) {
  return (
    <>
      <p class="strong">
        <Value text={words} />
      </p>
      <p class="quiet">{SOURCES[source]}</p>
      {rows !== null && <p>{counted(rows, 'row')} of the data.</p>}
      {omitted.length > 0 && (
        <p>
          Left out: <Value text={omitted.join(', ')} />
        </p>
      )}
      {sql !== null && (
        <>
          <p class="quiet">The same as SQL, for use elsewhere (SQLite):</p>
          <pre>
            <code>{sql.sqlite}</code>
          </pre>
          <p class="quiet">PostgreSQL:</p>
          <pre>
            <code>{sql.postgresql}</code>
          </pre>
        </>
      )}
    </>
  );
}
