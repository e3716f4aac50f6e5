import { Banner } from '../../kit/banner.tsx';
import { useWorkbench } from './context.ts';

const inDigits = (count: number): string => count.toLocaleString('en');

/** What the user should know now: errors, gaps in the recording, a pause. */
export function Banners() {
  const { notices, recording, recorder, stopAfterFlow, cutOff, readOn } = useWorkbench();
  const part = cutOff.value;
  const stoppedFor = stopAfterFlow?.stoppedFor.value ?? null;
  return (
    <div class="banners">
      {recording?.paused.value && recorder !== null && (
        <Banner
          tone="warning"
          text={
            stoppedFor === null
              ? 'Recording is paused. Nothing that happens now is kept.'
              : `Recording stopped by itself, as you chose: ${stoppedFor}. Nothing that happens now is kept.`
          }
          action={{ word: 'Go on', run: () => recorder.setPaused(false) }}
        />
      )}
      {recording?.undoable.value && recorder !== null && (
        <Banner
          tone="neutral"
          text="Everything that was recorded is cleared."
          action={{ word: 'Undo', run: () => recorder.undoClear() }}
        />
      )}
      {part !== null && (
        <Banner
          tone={part.isCut ? 'warning' : 'neutral'}
          text={`Here are requests ${inDigits(part.first)} to ${inDigits(part.last)} of this file. ${part.isCut ? 'More messages than these do not fit into a page; what is not here is in no list, search or export.' : 'That is its last part.'}`}
          {...(part.isCut
            ? { action: { word: 'Read on', run: () => void readOn().catch((error) => notices.showError(error)) } }
            : {})}
        />
      )}
      {recording?.gaps.value.map((gap) => (
        <Banner key={gap} tone="warning" text={gap} onDismiss={recording.dismissGaps} />
      ))}
      {notices.list.value.map(({ id, tone, text, action }) => (
        <Banner
          key={id}
          tone={tone}
          text={text}
          {...(action === null ? {} : { action })}
          onDismiss={() => notices.dismiss(id)}
        />
      ))}
    </div>
  );
}
