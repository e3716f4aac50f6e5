import { useState } from 'preact/hooks';
import type { ConnectionChange, ConnectionDetails } from '#shared/api/connections.ts';
import type { LoginTest } from '#shared/api/logins.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import { toFingerprint } from '#shared/explain/facts/certificate-facts.ts';
import { CopyButton } from '../../../../kit/copy-button.tsx';
import { Card, Fact, FactOf, Facts } from '../../../../kit/facts.tsx';
import { Icon } from '../../../../kit/icon.tsx';
import { saveFile } from '../../../../kit/save-file.ts';
import { Value } from '../../../../kit/value.tsx';
import type { Failure } from '../../client/answer.ts';
import { beginLoginTest, removeConnection } from '../../client/calls.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FailureNote } from '../../parts/failure.tsx';
import { Link } from '../../parts/link.tsx';
import { When } from '../../parts/when.tsx';
import { goTo, pathOf } from '../../state/address.ts';
import { announce } from '../../state/announce.ts';
import { at } from '../../state/mount.ts';
import { noteOwnTest } from '../../state/own-tests.ts';
import { MetadataCard } from './metadata-card.tsx';
import { ChangeList } from './review.tsx';
import { WithoutIdp } from './without-idp.tsx';

/** How a connection is: what the identity provider's administrator needs, and what was taken from there. */
export function Overview({ details, onChanged }: { details: ConnectionDetails; onChanged: () => void }) {
  const { atWork, problem } = details;
  return (
    <>
      {problem !== null && (
        <div class="banner tone-bad" role="alert">
          <Icon name="bad" />
          <p>
            <Value text={problem} />
          </p>
        </div>
      )}
      {details.warnings
        .filter(({ message }) => message !== details.metadata?.problem)
        .map(({ code, message }) => (
          <div key={`${code} ${message}`} class="banner tone-warning">
            <Icon name="warning" />
            <p>
              <Value text={message} />
            </p>
          </div>
        ))}
      <div class="cards">
        {atWork !== null && <ForThem details={details} sp={atWork.sp} />}
        {atWork !== null && <FromThem idp={atWork.idp} />}
        {details.metadata !== null && (
          <MetadataCard prefix={details.prefix} status={details.metadata} onChanged={onChanged} />
        )}
        {atWork === null && details.isUsable && <WithoutIdp details={details} />}
        {atWork !== null && details.methods.includes('saml') && <Try prefix={details.prefix} />}
        <Where details={details} onChanged={onChanged} />
      </div>
    </>
  );
}

type AtWork = NonNullable<ConnectionDetails['atWork']>;

function ForThem({ details: { prefix }, sp }: { details: ConnectionDetails; sp: AtWork['sp'] }) {
  const { certificate } = sp;
  return (
    <Card title="For the identity provider" level={2}>
      <Facts>
        <Fact name="Metadata" value={sp.metadataUrl} copy />
        <Fact name="Entity ID" value={sp.entityId} copy />
        <Fact name="Responses go to" value={sp.acs} note="by POST" copy />
        <Fact name="Logins begin at" value={sp.loginUrl} copy />
      </Facts>
      <div class="card-actions">
        <a
          class="button"
          href={at(`/${encodeURIComponent(prefix)}/saml/metadata`)}
          download={`${prefix}-sp-metadata.xml`}
        >
          <Icon name="save" />
          Metadata
        </a>
        {certificate !== null && (
          <button
            type="button"
            class="button"
            onClick={() => saveFile(`${prefix}-sp.pem`, 'application/x-pem-file', certificate)}
          >
            <Icon name="save" />
            Certificate (PEM)
          </button>
        )}
      </div>
    </Card>
  );
}

/** The whole login by the identity provider, which ends on a page that tells what it came to, and in no session. */
function Try({ prefix }: { prefix: string }) {
  const [test, setTest] = useState<LoginTest | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const begin = async () => {
    const answer = await beginLoginTest(prefix);
    setTest(answer.ok ? answer.value : null);
    if (answer.ok) noteOwnTest(prefix, answer.value.reference);
    setFailure(answer.ok ? null : answer.failure);
  };
  return (
    <Card title="Try it" level={2}>
      <p>
        A login test goes the whole way by the identity provider, makes no session, and ends on a page that shows what
        came, what the attribute map makes of it and what that opens.
      </p>
      {failure !== null && <FailureNote failure={failure} />}
      <div class="card-actions">
        {test === null ? (
          <button type="button" class="button" onClick={() => void begin()}>
            Prepare a login test
          </button>
        ) : (
          <>
            <a class="button primary" href={test.startUrl} target="_blank" rel="noreferrer">
              Log in for the test
            </a>
            <Link class="button" href={pathOf('logins', [test.reference])}>
              See what it came to
            </Link>
            <Link class="button" href={pathOf('connections', [prefix, 'attributes'])}>
              Its values beside the attribute map
            </Link>
          </>
        )}
        <a class="button" href={at(`/${encodeURIComponent(prefix)}/`)} target="_blank" rel="noreferrer">
          Open the hub
        </a>
      </div>
    </Card>
  );
}

function FromThem({ idp }: { idp: AtWork['idp'] }) {
  return (
    <Card title="The identity provider" level={2}>
      <Facts>
        <Fact name="Entity ID" value={idp.entityId} copy />
        {idp.singleSignOn.map(({ binding, location }) => (
          <Fact key={binding} name="Logins go to" value={location} note={`by ${shortUri(binding)}`} />
        ))}
        {idp.singleLogout.length === 0 && (
          <Fact name="Logouts go to" value="nowhere" note="its metadata names no address" />
        )}
        {idp.singleLogout.map(({ binding, location }) => (
          <Fact key={binding} name="Logouts go to" value={location} note={`by ${shortUri(binding)}`} />
        ))}
        {idp.certificates.map(({ sha256, subject, notAfter }) => (
          <FactOf key={sha256} name="Trusted certificate">
            <div class="certificate">
              <Value text={subject} />
              <span class="quiet">
                ends <When at={notAfter} />
              </span>
              <span class="code quiet">
                {toFingerprint(sha256).slice(0, 23)}… <CopyButton text={() => sha256} label="the fingerprint" />
              </span>
            </div>
          </FactOf>
        ))}
      </Facts>
    </Card>
  );
}

function Where({ details, onChanged }: { details: ConnectionDetails; onChanged: () => void }) {
  const { prefix, revision, source, overridesFile, changedBy, changedAt } = details;
  const [trial, setTrial] = useState<ConnectionChange | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const look = async () => {
    const answer = await removeConnection(prefix, revision, true);
    if (answer.ok) setTrial(answer.value);
    setFailure(answer.ok ? null : answer.failure);
  };
  return (
    <Card title="Where it is described" level={2}>
      {source === 'file' ? (
        <p>In the configuration file. A change that is made here stands before the file, and can be taken back.</p>
      ) : (
        <p>
          Here: {changedAt !== null && <When at={changedAt} />} by <Value text={changedBy ?? '?'} />.
          {overridesFile && ' It stands before what the configuration file says.'}
        </p>
      )}
      {failure !== null && <FailureNote failure={failure} />}
      {source === 'console' && (
        <div class="card-actions">
          <button type="button" class="button" onClick={() => void look()}>
            {overridesFile ? 'Go back to the file …' : 'Remove the connection …'}
          </button>
        </div>
      )}
      {trial !== null && (
        <ConfirmDialog
          title={overridesFile ? 'Go back to what the file says' : `Remove the connection ${prefix}`}
          action={overridesFile ? 'Go back' : 'Remove it'}
          onConfirm={() => removeConnection(prefix, revision, false)}
          onDone={() => {
            announce(overridesFile ? 'The file is at work again.' : 'The connection is gone.');
            if (overridesFile) onChanged();
            else goTo(pathOf('connections'));
          }}
          onClose={(isStale) => {
            setTrial(null);
            if (isStale) onChanged();
          }}
        >
          <ChangeList changes={trial.changes} />
          <p class="quiet">The history stays, and every version can be brought back.</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
