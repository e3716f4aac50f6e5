import { useState } from 'preact/hooks';
import type { ConnectionDetails, MetadataLook } from '#shared/api/connections.ts';
import { toFingerprint } from '#shared/explain/facts/certificate-facts.ts';
import { Card, Fact, FactOf, Facts } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import type { Failure } from '../../client/answer.ts';
import { lookAtMetadata, takeMetadata } from '../../client/calls.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { FailureNote } from '../../parts/failure.tsx';
import { When } from '../../parts/when.tsx';
import { announce } from '../../state/announce.ts';
import { ChangeList } from './review.tsx';

type Status = NonNullable<ConnectionDetails['metadata']>;

const KINDS: Readonly<Record<Status['kind'], string>> = {
  address: 'Fetched from',
  file: 'Read from the file',
  text: 'Given as',
};

interface MetadataCardProps {
  prefix: string;
  status: Status;
  onChanged: () => void;
}

/** Where the identity provider's metadata comes from, how it stands, and what newer one would change before it is taken. */
export function MetadataCard({ prefix, status, onChanged }: MetadataCardProps) {
  const { kind, from, fetchedAt, nextAt, validUntil, signer, problem } = status;
  return (
    <Card title="Its metadata" level={2}>
      {problem !== null && (
        <p class="tone-bad card-note">
          <Value text={problem} />{' '}
          {fetchedAt !== null && 'What was read before stays at work. It is tried again by itself.'}
        </p>
      )}
      <Facts>
        <Fact name={KINDS[kind]} value={from ?? 'XML in the settings of the connection'} />
        {fetchedAt === null ? (
          <Fact name="Read" value="not yet" />
        ) : (
          <FactOf name={problem === null ? 'Read' : 'Last read soundly'}>
            <When at={fetchedAt} />
          </FactOf>
        )}
        {nextAt !== null && (
          <FactOf name="Looked at again">
            <When at={nextAt} />
          </FactOf>
        )}
        {validUntil === null ? (
          <Fact name="Valid until" value="it says no end" />
        ) : (
          <FactOf name="Valid until">
            <When at={validUntil} />
          </FactOf>
        )}
        <Fact
          name="Signed by"
          value={signer === null ? 'nobody has to sign it' : `${toFingerprint(signer).slice(0, 23)}…`}
          note={signer === null ? null : 'the certificate that the settings name'}
        />
      </Facts>
      {kind !== 'text' && <LookAgain prefix={prefix} onChanged={onChanged} />}
    </Card>
  );
}

/** Reads the source now, says what would change, and takes exactly that. */
function LookAgain({ prefix, onChanged }: { prefix: string; onChanged: () => void }) {
  const [look, setLook] = useState<MetadataLook | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    const answer = await lookAtMetadata(prefix);
    setBusy(false);
    setLook(answer.ok ? answer.value : null);
    setFailure(answer.ok ? null : answer.failure);
  };
  return (
    <>
      {failure !== null && <FailureNote failure={failure} />}
      <div class="card-actions">
        <button type="button" class="button" disabled={isBusy} onClick={() => void ask()}>
          Look whether there is newer …
        </button>
      </div>
      {look !== null && (
        <ConfirmDialog
          title={look.changes.length === 0 ? 'Nothing in it is different' : 'This would change'}
          action="Take it"
          onConfirm={() => takeMetadata(prefix, look.fingerprint)}
          onDone={() => {
            announce('The metadata is at work.');
            onChanged();
          }}
          onClose={() => setLook(null)}
        >
          {look.changes.length === 0 ? (
            <p>Keys, addresses and entity ID are as they are now. Taken, it counts as read from this moment on.</p>
          ) : (
            <ChangeList changes={look.changes} />
          )}
          {look.validUntil !== null && (
            <p class="quiet">
              It is valid until <When at={look.validUntil} />.
            </p>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
