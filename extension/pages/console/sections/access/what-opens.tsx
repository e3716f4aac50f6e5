import { counted, numeral } from '#shared/base/count-words.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askAccess, askResource } from '../../client/access-calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { SelectField } from '../../parts/select-field.tsx';
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
      {kind !== null && id !== null && <Opening key={`${kind} ${id}`} connection={connection} kind={kind} id={id} />}
    </>
  );
}

function Opening({ connection, kind, id }: { connection: string; kind: string; id: string }) {
  const loaded = useLoaded(JSON.stringify([connection, kind, id]), () => askResource(connection, kind, id));
  return (
    <Loading of={loaded} what="what opens it">
      {({ resource, everybody, values, tried, left }) => (
        <Card title={resourceWords(resource)} level={2}>
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
