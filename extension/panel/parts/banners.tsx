import { Banner } from '../../kit/banner.tsx';
import { useWorkbench } from './context.ts';

/** What the user should know now: errors, gaps in the recording, a pause. */
export function Banners() {
  const { notices, recording, recorder } = useWorkbench();
  return (
    <div class="banners">
      {recording?.paused.value && (
        <Banner tone="warning" text="Recording is paused. Nothing that happens now is kept." />
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
