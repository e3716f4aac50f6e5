import { ToolButton } from '../kit/tool-button.tsx';
import type { Recording } from '../store/recording/recording.ts';
import { useWorkbench } from './parts/context.ts';
import { widenRecording } from './parts/widen-recording.ts';

/** How far the recording reaches where it does not see every tab: in the developer tools, and beside the page. */
const REACH = {
  tab: {
    icon: 'tab',
    word: 'This tab',
    title: 'Only this tab is recorded. Record every tab, popup and frame (asks for permission)',
    back: 'Go back to this tab alone',
  },
  nothing: {
    icon: 'record',
    word: 'Record',
    title: 'Nothing is recorded yet. Record every tab, popup and frame (asks for permission)',
    back: 'Stop recording',
  },
} as const;

/** Pause, stop after a flow, clear, and how far the recording reaches. */
export function RecordingTools({ recording }: { recording: Recording }) {
  const workbench = useWorkbench();
  const { recorder, notices, stopAfterFlow } = workbench;
  if (recorder === null || stopAfterFlow === null) return null;
  const paused = recording.paused.value;
  const wide = recording.scope.value === 'browser';
  const { icon, word, title, back } = REACH[recorder.otherwise];
  return (
    <div class="tool-group">
      <ToolButton
        icon={paused ? 'record' : 'pause'}
        word={paused ? 'Resume' : 'Pause'}
        title={paused ? 'Paused: nothing is recorded. Resume' : 'Pause recording'}
        onClick={() => recorder.setPaused(!paused)}
      />
      <ToolButton
        icon="stop"
        word="Auto-stop"
        title={
          stopAfterFlow.isOn.value
            ? 'Recording stops by itself 5 seconds after a login or logout has ended. Let it go on instead'
            : 'Stop recording by itself 5 seconds after a login or logout has ended'
        }
        pressed={stopAfterFlow.isOn.value}
        onClick={stopAfterFlow.toggle}
      />
      <ToolButton
        icon="clear"
        word="Clear"
        title="Forget everything recorded so far"
        onClick={() => recorder.clear()}
      />
      <ToolButton
        icon={wide ? 'tabs' : icon}
        word={wide ? 'Every tab' : word}
        title={wide ? `Every tab, popup and frame is recorded. ${back} and give the permissions back` : title}
        pressed={wide}
        onClick={() => void (wide ? recorder.narrow().catch(notices.showError) : widenRecording(workbench))}
      />
    </div>
  );
}
