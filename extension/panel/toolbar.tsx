import { ToolButton } from '../kit/tool-button.tsx';
import { exchangesOf } from '../store/share/exchanges-of.ts';
import type { OpenDialog } from './dialogs/open-dialog.ts';
import { FilterBox } from './list/filter-box.tsx';
import { useWorkbench } from './parts/context.ts';
import { ReceivedAt } from './received-at.tsx';
import { RecordingTools } from './recording-tools.tsx';

/** What can be done at any time. */
export function Toolbar({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  const workbench = useWorkbench();
  const { recording, trust } = workbench;
  const trusted = trust.items.value.length;
  return (
    <header class="toolbar">
      {recording === null && <h1 class="brand">SAML Workbench</h1>}
      {recording !== null && <h1 class="for-readers">SAML Workbench</h1>}
      {recording !== null && <RecordingTools recording={recording} />}
      <FilterBox />
      <span class="spacer" />
      <ReceivedAt />
      <ToolButton
        icon="open"
        word="Open"
        title="Open a HAR, a trace, or any file with a message in it; or paste a message"
        onClick={() => onDialog('import')}
      />
      <ToolButton
        icon="save"
        word="Save"
        title="Save or share what is here: all, shown or chosen, redacted"
        disabled={
          workbench.report.value.messages.length + exchangesOf(workbench).length === 0 ||
          workbench.progress.value !== null
        }
        onClick={() => onDialog('save')}
      />
      <ToolButton
        icon="trust"
        word={trusted === 0 ? 'Trust' : `Trust (${trusted})`}
        title="The metadata and certificates to verify with, and private keys to decrypt with"
        onClick={() => onDialog('trust')}
      />
    </header>
  );
}
