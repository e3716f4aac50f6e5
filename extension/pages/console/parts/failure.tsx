import { Icon } from '../../../kit/icon.tsx';
import { Value } from '../../../kit/value.tsx';
import type { Failure } from '../client/answer.ts';

/** What went wrong, and what to do about it; told to screen readers at once. */
export function FailureNote({ failure, onAgain }: { failure: Failure; onAgain?: () => void }) {
  return (
    <div class="banner tone-bad" role="alert">
      <Icon name="bad" />
      <p>
        <Value text={failure.message} /> {failure.fix !== null && <Value text={failure.fix} />}
      </p>
      {onAgain !== undefined && (
        <button type="button" class="button small" onClick={onAgain}>
          Try again
        </button>
      )}
    </div>
  );
}
