import { counted } from '#shared/base/count-words.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { useWorkbench } from './parts/context.ts';

/** What was seen, in numbers, and that it stays here. */
export function StatusLine() {
  const { report, recording, inputs } = useWorkbench();
  const { messages, flows, input } = report.value;
  const failed = flows.filter(hasFailed).length;
  const parts = [
    counted(input.exchanges, 'request'),
    counted(messages.length, 'message'),
    `${counted(flows.length, 'flow')}${failed === 0 ? '' : `, ${failed} failed`}`,
  ];
  return (
    <footer class="status-line">
      <span>{inputs.busy.value ? 'Reading…' : parts.join(' · ')}</span>
      <span class="spacer" />
      <span>{recording === null ? 'Nothing leaves this page.' : 'Nothing leaves this browser.'}</span>
    </footer>
  );
}
