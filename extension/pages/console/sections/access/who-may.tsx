import { useState } from 'preact/hooks';
import type { AccessMatrix } from '#shared/api/decisions.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askAccess } from '../../client/access-calls.ts';
import type { Failure } from '../../client/answer.ts';
import { FailureNote } from '../../parts/failure.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { pathOf } from '../../state/address.ts';
import { announce } from '../../state/announce.ts';
import { Grants, resourceWords } from './grants.tsx';

/** Everybody who is logged in, by what each may do. */
export function WhoMay({ connection }: { connection: string }) {
  const first = useLoaded(`access ${connection}`, () => askAccess(connection, null));
  return (
    <Loading of={first} what="who may what">
      {(matrix) =>
        matrix.users.length === 0 ? (
          <Empty level={2} title="Nobody is logged in">
            <p>What a value would open is told under “What a value opens”.</p>
          </Empty>
        ) : (
          <Users key={matrix.users[0]?.session} connection={connection} first={matrix} />
        )
      }
    </Loading>
  );
}

function Users({ connection, first }: { connection: string; first: AccessMatrix }) {
  const [shown, setShown] = useState(first);
  const [failure, setFailure] = useState<Failure | null>(null);
  const showMore = async () => {
    const answer = await askAccess(connection, shown.next);
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(null);
    setShown({ ...answer.value, users: [...shown.users, ...answer.value.users] });
    announce(`${answer.value.users.length} more sessions are shown below.`);
  };
  return (
    <>
      <div class="cards">
        {shown.users.map((user) => (
          <UserCard key={user.session} connection={connection} user={user} resources={shown.resources} />
        ))}
      </div>
      {failure !== null && <FailureNote failure={failure} />}
      {shown.next !== null && (
        <button type="button" class="button more" onClick={() => void showMore()}>
          Show more
        </button>
      )}
    </>
  );
}

interface UserCardProps {
  connection: string;
  user: AccessMatrix['users'][number];
  resources: AccessMatrix['resources'];
}

function UserCard({ connection, user: { user, session, cells }, resources }: UserCardProps) {
  return (
    <Card
      title={user}
      level={2}
      aside={
        <span class="row-facts">
          <Link href={pathOf('access', [connection, 'why'], new URLSearchParams({ user }))}>
            Why<span class="for-readers"> may {user}, or not</span>
          </Link>
          <Link href={pathOf('sessions', [session])}>Session</Link>
        </span>
      }
    >
      {cells.length === 0 ? (
        <p class="quiet">No rule opens anything to this session.</p>
      ) : (
        <ul class="rows">
          {cells.map(({ resource, grants, sees }) => {
            const about = resources[resource];
            return (
              <li class="row-line" key={resource}>
                <div class="row-main">
                  <p class="strong">
                    <Value text={about === undefined ? '' : resourceWords(about)} />
                  </p>
                  <Grants grants={grants} sees={sees} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
