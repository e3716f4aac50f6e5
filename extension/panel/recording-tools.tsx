import { ToolButton } from '../kit/tool-button.tsx';
import type { Recording } from '../store/recording.ts';
import { useWorkbench } from './parts/context.ts';

/** Pause, clear, and how far the recording reaches. */
export function RecordingTools({ recording }: { recording: Recording }) {
  const { recorder, notices } = useWorkbench();
  if (recorder === null) return null;
  const paused = recording.paused.value;
  const wide = recording.scope.value === 'browser';
  return (
    <div class="tool-group">
      <ToolButton
        icon={paused ? 'record' : 'pause'}
        word={paused ? 'Resume' : 'Pause'}
        title={paused ? 'Paused: nothing is recorded. Resume' : 'Pause recording'}
        onClick={() => recorder.setPaused(!paused)}
      />
      <ToolButton
        icon="clear"
        word="Clear"
        title="Forget everything recorded so far"
        onClick={() => recorder.clear()}
      />
      <ToolButton
        icon={wide ? 'tabs' : 'tab'}
        word={wide ? 'Every tab' : 'This tab'}
        title={
          wide
            ? 'Every tab, popup and frame is recorded. Go back to this tab alone and give the permissions back'
            : 'Only this tab is recorded. Record every tab, popup and frame (asks for permission)'
        }
        pressed={wide}
        onClick={() => (wide ? recorder.narrow() : widen(recorder)).catch(notices.showError)}
      />
    </div>
  );

  async function widen(from: NonNullable<typeof recorder>): Promise<void> {
    if (await from.widen()) return;
    notices.show(
      'neutral',
      'The permission was not given: only this tab is recorded. Logins in popups and other tabs are missed.',
    );
  }
}
