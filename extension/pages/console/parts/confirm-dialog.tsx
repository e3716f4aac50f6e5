import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Dialog } from '../../../kit/dialog.tsx';
import type { Answer, Failure } from '../client/answer.ts';
import { FailureNote } from './failure.tsx';

interface ConfirmDialogProps<Value> {
  title: string;
  /** The button that does it: what it does, never OK. */
  action: string;
  /** Does it; the dialog closes when that succeeded. */
  onConfirm: () => Promise<Answer<Value>>;
  onDone: (value: Value) => void;
  /** @param isStale what it asks about has changed meanwhile: it must be looked at again */
  onClose: (isStale: boolean) => void;
  /** What will happen, and what cannot be taken back. */
  children: ComponentChildren;
}

/** Asks before something is done that cannot be taken back. */
export function ConfirmDialog<Value>(props: ConfirmDialogProps<Value>) {
  const { title, action, onConfirm, onDone, onClose, children } = props;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const answer = await onConfirm();
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    onDone(answer.value);
    onClose(false);
  };
  const isStale = failure?.code.endsWith('-stale') === true;
  return (
    <Dialog title={title} onClose={() => onClose(isStale)}>
      <div class="dialog-text">{children}</div>
      {failure !== null && <FailureNote failure={failure} />}
      <div class="card-actions">
        {isStale ? (
          <button type="button" class="button primary" onClick={() => onClose(true)}>
            See what is there now
          </button>
        ) : (
          <button type="button" class="button danger" disabled={isBusy} onClick={() => void confirm()}>
            {action}
          </button>
        )}
        <button type="button" class="button" onClick={() => onClose(isStale)}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
