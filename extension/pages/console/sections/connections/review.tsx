import { useState } from 'preact/hooks';
import type { ConnectionChange } from '#shared/api/connections.ts';
import { Dialog } from '../../../../kit/dialog.tsx';
import { Value } from '../../../../kit/value.tsx';
import type { Answer, Failure } from '../../client/answer.ts';
import type { WantedConnection } from '../../client/calls.ts';
import { FailureNote } from '../../parts/failure.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { Document } from './draft.ts';

interface ReviewProps {
  /** What the button is called. */
  action: string;
  document: Document;
  revision: string;
  isDisabled: boolean;
  /** Tries the change, or makes it. */
  send: (wanted: WantedConnection) => Promise<Answer<ConnectionChange>>;
  onTaken: (change: ConnectionChange) => void;
  /** Somebody else was faster: load what they made. What is being edited stays. */
  onStale: () => void;
}

/** Says in words what a change would come to, and takes it when that is what was meant. */
export function Review({ action, document, revision, isDisabled, send, onTaken, onStale }: ReviewProps) {
  const [tried, setTried] = useState<ConnectionChange | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (dryRun: boolean, summary: string) => {
    setBusy(true);
    const answer = await send({ document, revision, summary, dryRun });
    setBusy(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) setTried(null);
    else if (dryRun) setTried(answer.value);
    else {
      setTried(null);
      onTaken(answer.value);
    }
  };
  const isStale = failure?.code === 'connection-stale';
  return (
    <>
      {failure !== null && <FailureNote failure={failure} />}
      {isStale && (
        <p class="quiet">
          Nothing was overwritten. Load what is there now: what you have changed here stays, and you can look at the
          difference again.
        </p>
      )}
      <div class="card-actions">
        <button type="button" class="button primary" disabled={isDisabled || isBusy} onClick={() => void run(true, '')}>
          {action}
        </button>
        {isStale && (
          <button
            type="button"
            class="button"
            onClick={() => {
              setFailure(null);
              onStale();
            }}
          >
            Load what is there now
          </button>
        )}
      </div>
      {tried !== null && (
        <ReviewDialog
          changes={tried.changes}
          isBusy={isBusy}
          onTake={(summary) => void run(false, summary)}
          onClose={() => setTried(null)}
        />
      )}
    </>
  );
}

interface ReviewDialogProps {
  changes: readonly string[];
  isBusy: boolean;
  onTake: (summary: string) => void;
  onClose: () => void;
}

function ReviewDialog({ changes, isBusy, onTake, onClose }: ReviewDialogProps) {
  const [summary, setSummary] = useState('');
  if (changes.length === 0) {
    return (
      <Dialog title="Nothing would change" onClose={onClose}>
        <p>What you have here is what is there already.</p>
        <div class="card-actions">
          <button type="button" class="button" onClick={onClose}>
            Close
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="This would change" onClose={onClose}>
      <ChangeList changes={changes} />
      <TextField
        label="Why"
        value={summary}
        onChange={setSummary}
        hint="For the history. Left empty, it says what changed."
      />
      <div class="card-actions">
        <button type="button" class="button primary" disabled={isBusy} onClick={() => onTake(summary)}>
          Take it
        </button>
        <button type="button" class="button" onClick={onClose}>
          Go on editing
        </button>
      </div>
    </Dialog>
  );
}

/** Differences, a line each. */
export function ChangeList({ changes }: { changes: readonly string[] }) {
  return (
    <ul class="change-list">
      {changes.map((change, index) => (
        <li key={index}>
          <Value text={change} first={400} />
        </li>
      ))}
    </ul>
  );
}
