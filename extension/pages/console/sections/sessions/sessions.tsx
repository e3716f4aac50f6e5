import { useState } from 'preact/hooks';
import type { SessionSummary } from '#shared/api/sessions.ts';
import { counted } from '#shared/base/count-words.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askSessions, endSession, endSessions } from '../../client/calls.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { address, pathOf } from '../../state/address.ts';
import { announce } from '../../state/announce.ts';
import { SEARCH_NAMES, SearchForm } from './search-form.tsx';
import { WAY_WORDS } from './way-words.ts';

/** What a confirmation is asked for: one session, or all that the search finds. */
type Ending = SessionSummary | 'found' | null;

/** Who is logged in: listed, searched, ended. */
export function Sessions() {
  const given = [...address.value.query].filter(([name]) => SEARCH_NAMES.some((known) => known === name));
  const query = new URLSearchParams(given);
  const loaded = useLoaded(`sessions ${query}`, () => askSessions(query, null));
  const [ending, setEnding] = useState<Ending>(null);
  const onEnded = ({ ended }: { readonly ended: number }) => {
    announce(`${counted(ended, 'session')} ended.`);
    loaded.reload();
  };
  const isAll = query.size === 0;
  return (
    <>
      <PageHead
        title="Sessions"
        lead="Who is logged in here now, by whichever way in. Ending one logs the user out here at once; the identity provider's own session goes on."
        actions={
          <button
            type="button"
            class="button"
            disabled={(loaded.value?.sessions.length ?? 0) === 0}
            onClick={() => setEnding('found')}
          >
            {isAll ? 'End all sessions …' : 'End all of these …'}
          </button>
        }
      />
      <SearchForm key={String(query)} query={query} />
      <Loading of={loaded} what="the sessions">
        {(page) =>
          page.sessions.length === 0 ? (
            <Nobody isAll={isAll} />
          ) : (
            <PagedRows
              key={listKey(page.sessions)}
              first={page}
              itemsOf={({ sessions }) => sessions}
              askOlder={(next) => askSessions(query, next)}
              noun="session"
              label="Sessions"
              row={(session) => <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />}
            />
          )
        }
      </Loading>
      {ending !== null && <EndDialog ending={ending} query={query} onDone={onEnded} onClose={() => setEnding(null)} />}
    </>
  );
}

/** A list that was loaded anew begins anew. */
function listKey(sessions: readonly SessionSummary[]): string {
  return sessions.map(({ id, lastSeenAt }) => `${id} ${lastSeenAt}`).join();
}

function Nobody({ isAll }: { isAll: boolean }) {
  return isAll ? (
    <Empty level={2} title="Nobody is logged in">
      <p>Sessions stand here as soon as somebody logs in at a connection.</p>
    </Empty>
  ) : (
    <Empty level={2} title="No session fits the search">
      <p>Users and values are compared regardless of case, and in whole. Sessions that have ended are not found.</p>
    </Empty>
  );
}

function SessionRow({ session, onEnd }: { session: SessionSummary; onEnd: () => void }) {
  const { id, connection, way, issuer, loggedInAt, lastSeenAt, endsAt } = session;
  const name = nameOf(session);
  return (
    <li class="row-line">
      <div class="row-main">
        <p>
          <Link href={pathOf('sessions', [id])} class="strong">
            <Value text={name} />
          </Link>{' '}
          at <Value text={connection} />, by {WAY_WORDS[way]}
          {issuer !== null && (
            <>
              {' '}
              of <Value text={issuer} />
            </>
          )}
        </p>
        <p class="quiet row-facts">
          <span>
            logged in <When at={loggedInAt} />
          </span>
          <span>
            last used <When at={lastSeenAt} />
          </span>
          <span>
            ends <When at={endsAt} />
          </span>
        </p>
      </div>
      <button type="button" class="button small" aria-label={`End the session of ${name}`} onClick={onEnd}>
        End
      </button>
    </li>
  );
}

/** `DIRECTORY\user` */
export function nameOf({ userDirectory, userId }: Pick<SessionSummary, 'userDirectory' | 'userId'>): string {
  return `${userDirectory}\\${userId}`;
}

interface EndDialogProps {
  ending: NonNullable<Ending>;
  query: URLSearchParams;
  onDone: (ended: { readonly ended: number }) => void;
  onClose: () => void;
}

function EndDialog({ ending, query, onDone, onClose }: EndDialogProps) {
  const isAll = query.size === 0;
  const title =
    ending !== 'found'
      ? `End the session of ${nameOf(ending)}`
      : isAll
        ? 'End the sessions of everybody'
        : 'End all sessions that the search finds';
  return (
    <ConfirmDialog
      title={title}
      action="End now"
      onConfirm={() => (ending === 'found' ? endSessions(query) : endSession(ending.id))}
      onDone={onDone}
      onClose={onClose}
    >
      {ending === 'found' && !isAll && <Searched query={query} />}
      <p>
        {ending === 'found' ? 'They are' : 'The user is'} logged out here at once, and every open page says so. Each
        identity provider is asked to end its session, too; what came of that stands under Logouts.
      </p>
    </ConfirmDialog>
  );
}

function Searched({ query }: { query: URLSearchParams }) {
  return (
    <ul>
      {[...query].map(([name, value]) => (
        <li key={name}>
          {name}: <Value text={value} />
        </li>
      ))}
    </ul>
  );
}
