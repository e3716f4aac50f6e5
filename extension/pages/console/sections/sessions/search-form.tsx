import { useState } from 'preact/hooks';
import { askConnections } from '../../client/calls.ts';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { goTo, pathOf } from '../../state/address.ts';

/** What can be searched by, in the address. */
export const SEARCH_NAMES = ['connection', 'user', 'idp', 'attribute', 'value'] as const;

/** Searches sessions: what is searched for is in the address, so a search can be kept and sent. */
export function SearchForm({ query }: { query: URLSearchParams }) {
  const connections = useLoaded('connections', askConnections);
  const [fields, setFields] = useState(() => new Map(SEARCH_NAMES.map((name) => [name, query.get(name) ?? ''])));
  const textOf = (name: (typeof SEARCH_NAMES)[number]) => fields.get(name) ?? '';
  const put = (name: (typeof SEARCH_NAMES)[number]) => (value: string) => setFields(new Map(fields).set(name, value));
  const submit = (event: Event) => {
    event.preventDefault();
    const given = [...fields].filter(([, value]) => value.trim() !== '').map(([name, value]) => [name, value.trim()]);
    goTo(pathOf('sessions', [], new URLSearchParams(given)));
  };
  const prefixes = connections.value?.connections.map(({ prefix }) => prefix) ?? [];
  const known = new Set([...prefixes, ...(textOf('connection') === '' ? [] : [textOf('connection')])]);
  const half = (textOf('attribute') === '') !== (textOf('value') === '');
  return (
    <search class="card">
      <form class="form" onSubmit={submit}>
        <div class="search-fields">
          <SelectField
            label="Connection"
            value={textOf('connection')}
            options={[['', 'Any'], ...[...known].map((prefix) => [prefix, prefix] as const)]}
            onChange={put('connection')}
          />
          <TextField label="User" value={textOf('user')} onChange={put('user')} hint="DIRECTORY\user" />
          <TextField
            label="Identity provider"
            value={textOf('idp')}
            onChange={put('idp')}
            hint="Its entity ID, or a token's issuer"
          />
          <TextField label="Attribute" value={textOf('attribute')} onChange={put('attribute')} hint="Such as group" />
          <TextField
            label="With the value"
            value={textOf('value')}
            onChange={put('value')}
            problem={half ? 'An attribute is searched by name and value together.' : null}
          />
        </div>
        <div class="card-actions">
          <button type="submit" class="button primary" disabled={half}>
            Search
          </button>
          {query.size > 0 && (
            <button type="button" class="button" onClick={() => goTo(pathOf('sessions'))}>
              Show all
            </button>
          )}
        </div>
      </form>
    </search>
  );
}
