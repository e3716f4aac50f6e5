import type { ConnectionSummary } from '#shared/api/connections.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askConnections } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { pathOf } from '../../state/address.ts';
import { StateBadge } from './state-badge.tsx';

/** No prefix has a plus sign in it. */
export const NEW = '+new';

/** The connections, and how they are. */
export function Connections() {
  const loaded = useLoaded('connections', askConnections);
  return (
    <>
      <PageHead
        title="Connections"
        lead="Each is one identity provider as this service provider sees it, under a prefix of its own: with its keys, its cookie, its attribute map and its ways in."
        actions={
          <Link href={pathOf('connections', [NEW])} class="button primary">
            New connection
          </Link>
        }
      />
      <Loading of={loaded} what="the connections">
        {({ connections }) =>
          connections.length === 0 ? (
            <Empty level={2} title="There is no connection">
              <p>Make one from the metadata of an identity provider.</p>
            </Empty>
          ) : (
            <ul class="rows" aria-label="Connections">
              {connections.map((connection) => (
                <ConnectionRow key={connection.prefix} connection={connection} />
              ))}
            </ul>
          )
        }
      </Loading>
    </>
  );
}

function ConnectionRow({ connection }: { connection: ConnectionSummary }) {
  const { prefix, description, idp, methods, source, changedBy, changedAt } = connection;
  const { idpKeysEndAt, isUsable, problem, warnings, lastLoginAt } = connection;
  return (
    <li class="row-line">
      <div class="row-main">
        <p>
          <Link href={pathOf('connections', [prefix])} class="strong">
            <Value text={prefix} />
          </Link>
          <StateBadge connection={connection} />
        </p>
        {description !== '' && (
          <p>
            <Value text={description} />
          </p>
        )}
        {problem !== null && (
          <p class="tone-bad">
            <Value text={problem} />
          </p>
        )}
        {warnings
          .filter(({ message }) => message !== problem)
          .map(({ code, message }) => (
            <p key={`${code} ${message}`} class="tone-warning">
              <Value text={message} />
            </p>
          ))}
        <p class="quiet row-facts">
          {idp === null && isUsable && <span>no identity provider</span>}
          {idp !== null && (
            <span>
              identity provider <Value text={idp} />
            </span>
          )}
          <span>
            {lastLoginAt === null ? (
              'nobody has logged in yet'
            ) : (
              <>
                last login <When at={lastLoginAt} />
              </>
            )}
          </span>
          {methods.length > 0 && <span>{methods.join(', ')}</span>}
          {idpKeysEndAt !== null && (
            <span>
              its certificate ends <When at={idpKeysEndAt} />
            </span>
          )}
          {source === 'file' ? (
            <span>from the configuration file</span>
          ) : (
            <span>
              changed {changedAt !== null && <When at={changedAt} />} by <Value text={changedBy ?? '?'} />
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
