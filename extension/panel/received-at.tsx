import { useId, useState } from 'preact/hooks';
import { momentWords } from '#shared/base/instant.ts';
import { readMoment } from '../store/base/times.ts';
import { useWorkbench } from './parts/context.ts';

/**
 * The time of receipt, for messages that were pasted or whose time should be another:
 * times are judged at this moment.
 */
export function ReceivedAt() {
  const { trust, recording } = useWorkbench();
  const id = useId();
  const at = trust.at.value;
  const [text, setText] = useState(at === null ? '' : toIso(at));
  const wrong = text.trim() !== '' && readMoment(text) === null;
  const give = (next: string) => {
    setText(next);
    const time = readMoment(next);
    if (time !== null || next.trim() === '') trust.at.value = time;
  };
  if (recording !== null) return null;
  return (
    <div class="received-at">
      <label for={id}>Received at</label>
      <input
        id={id}
        type="text"
        size={20}
        spellcheck={false}
        autocomplete="off"
        placeholder="as recorded"
        value={text}
        aria-invalid={wrong}
        aria-describedby={`${id}-hint`}
        title={
          at === null
            ? 'ISO 8601, such as 2026-11-22T10:43:12Z. Empty: the recorded time of each message'
            : momentWords(at)
        }
        onInput={(event) => give(event.currentTarget.value)}
      />
      <button type="button" class="button small" onClick={() => give(toIso(Date.now()))}>
        Now
      </button>
      <span id={`${id}-hint`} class={wrong ? 'field-error' : 'for-readers'}>
        {wrong ? 'Not a time: write 2026-11-22T10:43:12Z' : 'ISO 8601; empty for the recorded time'}
      </span>
    </div>
  );
}

function toIso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
