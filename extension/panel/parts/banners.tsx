import { Banner } from '../../kit/banner.tsx';
import { useWorkbench } from './context.ts';

/** What the user should know now: errors, gaps in the recording, a pause. */
export function Banners() {
  const { notices, recording, recorder, stopAfterFlow } = useWorkbench();
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
