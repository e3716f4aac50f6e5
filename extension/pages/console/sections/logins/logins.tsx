import { useState } from 'preact/hooks';
import { LOGIN_OUTCOMES, type LoginOutline } from '#shared/api/logins.ts';
import { Badge } from '../../../../kit/badge.tsx';
import { Empty } from '../../../../kit/empty.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askConnections, askLogins } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { address, goTo, pathOf } from '../../state/address.ts';
import { KINDS, OUTCOMES, OWNERS } from './login-words.ts';

/** What logins, logouts and login tests came to, by reference number. */
export function Logins() {
  const given = [...address.value.query].filter(([name]) => name === 'connection' || name === 'outcome');
  const query = new URLSearchParams(given);
  const loaded = useLoaded(`logins ${query}`, () => askLogins(query, null));
  return (
    <>
      <PageHead
        title="Logins"
        lead="What each login, logout and login test came to. A page that refuses somebody shows a reference number: here is what is known under it."
        actions={
          <button type="button" class="button" onClick={loaded.reload}>
            Look again
          </button>
        }
      />
      <Search query={query} />
      <Loading of={loaded} what="the logins">
        {(page) =>
          page.logins.length === 0 ? (
            <Empty level={2} title={query.size === 0 ? 'Nobody has tried to log in yet' : 'No login fits the search'}>
              <p>
                Each login stands here from the moment in which the identity provider answers, also one that is refused.
              </p>
            </Empty>
          ) : (
            <PagedRows
              key={page.logins[0]?.reference}
              first={page}
              itemsOf={({ logins }) => logins}
              askOlder={(next) => askLogins(query, next)}
              noun="login"
              label="Logins"
              row={(login) => <LoginRow key={login.reference} login={login} />}
            />
          )
        }
      </Loading>
    </>
  );
}

function Search({ query }: { query: URLSearchParams }) {
  const connections = useLoaded('connections', askConnections);
  const [reference, setReference] = useState('');
  const put = (name: string) => (value: string) => {
    const next = new URLSearchParams(query);
    if (value === '') next.delete(name);
    else next.set(name, value);
    goTo(pathOf('logins', [], next), 'replace');
  };
  const submit = (event: Event) => {
    event.preventDefault();
    goTo(pathOf('logins', [reference.trim()]));
  };
  const prefixes = connections.value?.connections.map(({ prefix }) => prefix) ?? [];
  const connection = query.get('connection') ?? '';
  const known = new Set([...prefixes, ...(connection === '' ? [] : [connection])]);
  const outcome = LOGIN_OUTCOMES.find((name) => name === query.get('outcome')) ?? '';
  return (
    <search class="card">
      <form class="form" onSubmit={submit}>
        <div class="search-fields">
          <SelectField
            label="Connection"
            value={connection}
            options={[['', 'Any'], ...[...known].map((prefix) => [prefix, prefix] as const)]}
            onChange={put('connection')}
          />
          <SelectField
            label="Came to"
            value={outcome}
            options={[['', 'Anything'], ...LOGIN_OUTCOMES.map((name) => [name, OUTCOMES[name].word] as const)]}
            onChange={put('outcome')}
          />
          <div class="inline-form">
            <TextField
              label="Reference number"
              value={reference}
              onChange={setReference}
              code
              hint="Such as K7QM2-9FXRB"
            />
            <button type="submit" class="button" disabled={reference.trim() === ''}>
              Open
            </button>
          </div>
        </div>
      </form>
    </search>
  );
}

function LoginRow({ login }: { login: LoginOutline }) {
  const { reference, connection, at, kind, outcome, title, owner, user, idp } = login;
  return (
    <li class="row-line">
      <span class="row-when quiet">
        <When at={at} />
      </span>
      <div class="row-main">
        <p>
          <Badge verdict={OUTCOMES[outcome]} /> <Value text={title} />
        </p>
        <p class="quiet row-facts">
          <Link href={pathOf('logins', [reference])} class="code">
            {reference}
          </Link>
          <span>
            {KINDS[kind]} at <Value text={connection} />
          </span>
          {user !== null && <Value text={user} />}
          {idp !== null && <Value text={idp} />}
          {owner !== null && <span>to act: {OWNERS[owner]}</span>}
        </p>
      </div>
    </li>
  );
}
