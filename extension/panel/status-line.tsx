import { counted } from '#shared/base/count-words.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import type { OpenDialog } from './dialogs/open-dialog.ts';
import { useWorkbench } from './parts/context.ts';

/** What was seen, in numbers, and that it stays here. */
export function StatusLine({ onDialog }: { onDialog: (dialog: OpenDialog) => void }) {
  const { report, recording, inputs, progress, link } = useWorkbench();
  const { messages, flows, input } = report.value;
  const failed = flows.filter(hasFailed).length;
  const parts = [
    counted(input.exchanges, 'request'),
    counted(messages.length, 'message'),
    `${counted(flows.length, 'flow')}${failed === 0 ? '' : `, ${failed} failed`}`,
  ];
  return (
    <footer class="status-line">
      {progress.value === null ? (
        <span>{inputs.busy.value ? 'Reading…' : parts.join(' · ')}</span>
      ) : (
        <ReadingOn share={progress.value} soFar={parts.join(' · ')} />
      )}
      <span class="spacer" />
      <span class="stays">
        {recording === null ? 'Nothing leaves this page' : 'Nothing leaves this browser'}
        {link.value === null ? '.' : ` but what you send to ${link.value.host}.`}
      </span>
      <button
        type="button"
        class="button small bare"
        title="Keys, and every finding in words (?)"
        onClick={() => onDialog('help')}
      >
        Help
      </button>
    </footer>
  );
}

/** How far a large file is read; it can be given up. */
function ReadingOn({ share, soFar }: { share: number; soFar: string }) {
  const { source, closeSource } = useWorkbench();
  const id = source.value?.id;
  return (
    <span class="reading-on">
      <progress aria-label="Reading the file" value={share} />
      <span>
        Reading, {Math.floor(share * 100)} % · {soFar}
      </span>
      {id !== undefined && (
        <button type="button" class="button small" onClick={() => closeSource(id)}>
          Cancel
        </button>
      )}
    </span>
  );
}
