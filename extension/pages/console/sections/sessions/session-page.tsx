import { useState } from 'preact/hooks';
import type { SessionDetails } from '#shared/api/sessions.ts';
import { Card, Fact, FactOf, Facts } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askSession, endSession } from '../../client/calls.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { goTo, pathOf } from '../../state/address.ts';
import { announce } from '../../state/announce.ts';
import { nameOf } from './sessions.tsx';
import { LIMIT_WORDS, WAY_WORDS } from './way-words.ts';

/** One session: who it is, by whom, until when, and what rules see of it. */
export function SessionPage({ id }: { id: string }) {
  const loaded = useLoaded(`session ${id}`, () => askSession(id));
  const [isEnding, setEnding] = useState(false);
  const session = loaded.value;
  return (
    <>
      <PageHead
        title={session === null ? 'Session' : nameOf(session)}
        lead={<Link href={pathOf('sessions')}>All sessions</Link>}
        actions={
          session !== null && (
            <button type="button" class="button" onClick={() => setEnding(true)}>
              End the session …
            </button>
          )
        }
      />
      <Loading of={loaded} what="the session">
        {(shown) => (
          <div class="cards">
            <About session={shown} />
            <Attributes session={shown} />
          </div>
        )}
      </Loading>
      {isEnding && (
        <ConfirmDialog
          title="End this session"
          action="End now"
          onConfirm={() => endSession(id)}
          onDone={() => {
            announce('The session ended.');
            goTo(pathOf('sessions'));
          }}
          onClose={() => setEnding(false)}
        >
          <p>
            The user is logged out here at once, and every open page says so. The identity provider is asked to end its
            session, too; what came of that stands under Logouts.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function About({ session }: { session: SessionDetails }) {
  const { connection, way, issuer, nameId, loggedInAt, lastSeenAt, endsAt, limit } = session;
  return (
    <Card title="Session" level={2}>
      <Facts>
        <Fact name="Connection" value={connection} />
        <Fact name="Came by" value={WAY_WORDS[way]} />
        <Fact name={way === 'saml' ? 'Identity provider' : 'Issuer'} value={issuer} copy />
        {way === 'saml' && (
          <Fact
            name="NameID"
            value={nameId ?? 'none'}
            note={nameId === null ? 'without one, single logout cannot find this session' : null}
          />
        )}
        <FactOf name="Logged in">
          <When at={loggedInAt} />
        </FactOf>
        <FactOf name="Last used">
          <When at={lastSeenAt} />
        </FactOf>
        <FactOf name="Ends">
          <span>
            <When at={endsAt} /> <span class="quiet">{LIMIT_WORDS[limit]}</span>
          </span>
        </FactOf>
      </Facts>
    </Card>
  );
}

function Attributes({ session: { attributes } }: { session: SessionDetails }) {
  return (
    <Card title="Attributes" level={2}>
      {attributes.length === 0 ? (
        <p class="quiet">It has none: no row of the attribute map found anything in the login.</p>
      ) : (
        <Facts>
          {attributes.map(({ name, values }) => (
            <FactOf key={name} name={name}>
              <ul>
                {values.map((value, index) => (
                  <li key={index}>
                    <Value text={value} />
                  </li>
                ))}
              </ul>
            </FactOf>
          ))}
        </Facts>
      )}
    </Card>
  );
}
