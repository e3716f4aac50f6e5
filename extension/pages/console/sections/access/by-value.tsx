import { useState } from 'preact/hooks';
import type { OpenedByValue } from '#shared/api/decisions.ts';
import { counted } from '#shared/base/count-words.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askValue } from '../../client/access-calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { goTo, pathOf } from '../../state/address.ts';
import { Grants, resourceWords } from './grants.tsx';

interface ByValueProps {
  connection: string;
  query: URLSearchParams;
}

/** What a value of a session attribute opens, in rules and in rows, and who carries it. The question is in the address. */
export function ByValue({ connection, query }: ByValueProps) {
  const [attribute, setAttribute] = useState(query.get('attribute') ?? 'group');
  const [value, setValue] = useState(query.get('value') ?? '');
  const asked = query.get('value') ?? '';
  const submit = (event: Event) => {
    event.preventDefault();
    goTo(pathOf('access', [connection, 'value'], new URLSearchParams({ attribute, value })));
  };
  return (
    <>
      <search class="card">
        <form class="form" onSubmit={submit}>
          <div class="search-fields">
            <TextField label="Attribute" value={attribute} onChange={setAttribute} required />
            <TextField label="Value" value={value} onChange={setValue} required hint="Such as SalesUS" />
          </div>
          <div class="card-actions">
            <button type="submit" class="button primary" disabled={attribute === '' || value === ''}>
              What does it open?
            </button>
          </div>
        </form>
      </search>
      {asked !== '' && <Answered connection={connection} attribute={query.get('attribute') ?? ''} value={asked} />}
    </>
  );
}

function Answered({ connection, attribute, value }: { connection: string; attribute: string; value: string }) {
  const key = JSON.stringify(['value', connection, attribute, value]);
  const loaded = useLoaded(key, () => askValue(connection, attribute, value));
  return (
    <Loading of={loaded} what="what it opens">
      {(told) => (
        <div class="cards">
          <Opens told={told} />
          <Rows told={told} />
          <Carriers
            told={told}
            search={pathOf('sessions', [], new URLSearchParams({ connection, attribute, value }))}
          />
        </div>
      )}
    </Loading>
  );
}

function Opens({ told: { opens } }: { told: OpenedByValue }) {
  return (
    <Card title="Opens by itself" level={2}>
      {opens.length === 0 && <p class="quiet">Nothing: no rule is true for this value alone.</p>}
      {opens.length > 0 && (
        <ul class="rows">
          {opens.map(({ resource, grants, sees }) => (
            <li class="row-line" key={`${resource.kind} ${resource.id}`}>
              <div class="row-main">
                <p class="strong">
                  <Value text={resourceWords(resource)} />
                </p>
                <Grants grants={grants} sees={sees} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Rows({ told: { rows } }: { told: OpenedByValue }) {
  return (
    <Card title="Rows of access tables that name it" level={2}>
      {rows.length === 0 && <p class="quiet">None.</p>}
      {rows.map(({ app, row, access, also, gives, omits }) => (
        <p key={`${app} ${row}`}>
          <span class="strong">
            <Value text={`${app}, row ${row}`} />
          </span>{' '}
          <Value text={`${access}: ${gives.length === 0 ? 'no value' : gives.join(', ')}`} />
          {also.length > 0 && <Value text={`; if also ${also.join(', ')}`} />}
          {omits !== null && <Value text={`; without the field ${omits}`} />}
        </p>
      ))}
    </Card>
  );
}

function Carriers({ told: { now, before, since }, search }: { told: OpenedByValue; search: string }) {
  return (
    <Card title="Who carries it" level={2} aside={now.count > 0 && <Link href={search}>Their sessions</Link>}>
      <p>
        <Value text={`Now ${counted(now.count, 'user')}${now.count === 0 ? '' : `: ${now.users.join(', ')}`}.`} />
      </p>
      {before.map(({ user, lastAt }) => (
        <p key={user}>
          <Value text={user} />{' '}
          <span class="quiet">
            was last seen with it <When at={lastAt} />
          </span>
        </p>
      ))}
      <p class="quiet">
        {since === null ? (
          'No decision is kept yet.'
        ) : (
          <>
            Decisions are kept since <When at={since} />; what was before is not known.
          </>
        )}
      </p>
    </Card>
  );
}
