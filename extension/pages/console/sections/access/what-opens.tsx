import { useState } from 'preact/hooks';
import type { OpensResource } from '#shared/api/decisions.ts';
import { counted, numeral } from '#shared/base/count-words.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askAccess, askResource } from '../../client/access-calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { goTo, pathOf } from '../../state/address.ts';
import { resourceWords } from './grants.tsx';

interface WhatOpensProps {
  connection: string;
  query: URLSearchParams;
}

/** Which values open a stream or an app by themselves. What is asked for is in the address. */
export function WhatOpens({ connection, query }: WhatOpensProps) {
  const matrix = useLoaded(`access ${connection}`, () => askAccess(connection, null));
  const [kind, id] = [query.get('kind'), query.get('id')];
  const choose = (chosen: string) => {
    const [of = '', ...rest] = chosen.split(' ');
    goTo(pathOf('access', [connection, 'resource'], new URLSearchParams({ kind: of, id: rest.join(' ') })));
  };
  return (
    <>
      <Loading of={matrix} what="streams and apps">
        {({ resources }) => (
          <SelectField
            label="Stream or app"
            value={kind === null || id === null ? '' : `${kind} ${id}`}
            options={[
              ['', 'Choose one'],
              ...resources.map((one) => [`${one.kind} ${one.id}`, resourceWords(one)] as const),
            ]}
            onChange={choose}
          />
        )}
      </Loading>
      {kind === 'app' && id !== null && <RowForm key={id} connection={connection} query={query} />}
      {kind !== null && id !== null && <Opening connection={connection} query={query} />}
    </>
  );
}

/** Asks for one row of an app's data: a field, and the value that it has there. */
function RowForm({ connection, query }: WhatOpensProps) {
  const [field, setField] = useState(query.get('field') ?? '');
  const [value, setValue] = useState(query.get('value') ?? '');
  const submit = (event: Event) => {
    event.preventDefault();
    const { kind, id } = { kind: query.get('kind') ?? '', id: query.get('id') ?? '' };
    const row = field === '' || value === '' ? {} : { field, value };
    goTo(pathOf('access', [connection, 'resource'], new URLSearchParams({ kind, id, ...row })));
  };
  return (
    <search class="card">
      <form class="form" onSubmit={submit}>
        <div class="search-fields">
          <TextField
            label="Field of its data"
            value={field}
            onChange={setField}
            hint="Such as Country; none: the app"
          />
          <TextField label="Its value in the row" value={value} onChange={setValue} hint="Such as Australia" />
        </div>
        <div class="card-actions">
          <button type="submit" class="button">
            What lets see such rows?
          </button>
        </div>
      </form>
    </search>
  );
}

function Opening({ connection, query }: WhatOpensProps) {
  const loaded = useLoaded(JSON.stringify([connection, query.toString()]), () => askResource(connection, query));
  const [field, value] = [query.get('field'), query.get('value')];
  const row = field === null || value === null ? '' : `, rows with ${field} ${value}`;
  return (
    <Loading of={loaded} what="what opens it">
      {({ resource, everybody, values, needs, tried, left }) => (
        <Card title={`${resourceWords(resource)}${row}`} level={2}>
          {everybody.length > 0 && <Value text={`Open to everybody, by ${everybody.join(', ')}.`} />}
          {values.length === 0 && everybody.length === 0 && (
            <p class="quiet">No value that was tried opens it by itself.</p>
          )}
          {values.length > 0 && (
            <ul class="rows">
              {values.map(({ attribute, value, by, sees }) => (
                <li class="row-line" key={`${attribute} ${value}`}>
                  <div class="row-main">
                    <p>
                      <Link href={pathOf('access', [connection, 'value'], new URLSearchParams({ attribute, value }))}>
                        <Value text={`${attribute} = ${value}`} />
                      </Link>{' '}
                      <span class="quiet">by</span> <Value text={by.join(', ')} />
                    </p>
                    {sees !== null && (
                      <p class="quiet">
                        <Value text={sees} />
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )}
          <Needs needs={needs} />
          <p class="quiet">
            {counted(tried, 'value')} of sessions, rules and access tables {tried === 1 ? 'was' : 'were'} tried, each by
            itself
            {left > 0 ? `; ${numeral(left)} more were not` : ''}.
          </p>
        </Card>
      )}
    </Loading>
  );
}

/** Several attributes together, too, which no value by itself shows. */
function Needs({ needs }: Pick<OpensResource, 'needs'>) {
  if (needs.length === 0) return null;
  return (
    <details>
      <summary>What somebody who carries nothing would need at least, by {counted(needs.length, 'rule')}</summary>
      {needs.map(({ rule, about, change }, index) => (
        <p key={index}>
          <span class="strong">
            <Value text={`${rule}, asked about ${about}`} />
          </span>{' '}
          <span class="quiet">
            <Value text={change} />
          </span>
        </p>
      ))}
    </details>
  );
}
