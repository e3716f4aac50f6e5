import { Empty } from '../../../../kit/empty.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askConnection } from '../../client/calls.ts';
import { FailureNote } from '../../parts/failure.tsx';
import { Link } from '../../parts/link.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { pathOf } from '../../state/address.ts';
import { AttributeMap } from './attribute-map.tsx';
import { EditForm } from './edit-form.tsx';
import { History } from './history.tsx';
import { LogoutSteps } from './logout-steps.tsx';
import { Overview } from './overview.tsx';
import { StateBadge } from './state-badge.tsx';

const PARTS = [
  ['overview', 'Overview'],
  ['settings', 'Settings'],
  ['attributes', 'Attributes'],
  ['logout', 'Logout'],
  ['history', 'History'],
] as const;

type Part = (typeof PARTS)[number][0];

/** One connection: how it is, what is set, what was changed. Each part has an address of its own. */
export function ConnectionPage({ prefix, part: name }: { prefix: string; part: string }) {
  const loaded = useLoaded(`connection ${prefix}`, () => askConnection(prefix));
  const part = PARTS.find(([known]) => known === name)?.[0] ?? null;
  const details = loaded.value;
  const isGone = loaded.failure?.code === 'connection-unknown';
  return (
    <>
      <PageHead
        title={`Connection ${prefix}`}
        lead={
          <>
            <Link href={pathOf('connections')}>All connections</Link>
            {details !== null && details.description !== '' && (
              <>
                {' · '}
                <Value text={details.description} />
              </>
            )}
          </>
        }
        actions={details !== null && <StateBadge connection={details} />}
      />
      <Parts prefix={prefix} current={part} />
      {loaded.failure !== null && <FailureNote failure={loaded.failure} onAgain={loaded.reload} />}
      {details === null && loaded.failure === null && <p class="quiet waiting">Loading the connection …</p>}
      {part === 'overview' && details !== null && <Overview details={details} onChanged={loaded.reload} />}
      {part === 'settings' && details !== null && <EditForm details={details} onReload={loaded.reload} />}
      {part === 'attributes' && details !== null && <AttributeMap details={details} onReload={loaded.reload} />}
      {part === 'logout' && details !== null && <LogoutSteps details={details} />}
      {part === 'history' && (details !== null || isGone) && (
        <History prefix={prefix} details={details} onChanged={loaded.reload} />
      )}
      {part === null && (
        <Empty level={2} title="No part of a connection has this address">
          <p>Choose one above.</p>
        </Empty>
      )}
    </>
  );
}

function Parts({ prefix, current }: { prefix: string; current: Part | null }) {
  return (
    <nav class="parts" aria-label={`Parts of ${prefix}`}>
      <ul>
        {PARTS.map(([name, word]) => (
          <li key={name}>
            <Link
              href={pathOf('connections', name === 'overview' ? [prefix] : [prefix, name])}
              current={name === current}
            >
              {word}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
