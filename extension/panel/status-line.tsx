import { useWorkbench } from './parts/context.ts';

/** What was seen, in numbers, and that it stays here. */
export function StatusLine() {
  const { report, recording, inputs } = useWorkbench();
  const { messages, flows, input } = report.value;
  const failed = flows.filter((flow) => flow.outcome === 'failed').length;
  const parts = [
    count(input.exchanges, 'request'),
    count(messages.length, 'message'),
    `${count(flows.length, 'flow')}${failed === 0 ? '' : `, ${failed} failed`}`,
  ];
  return (
    <footer class="status-line">
      <span>{inputs.busy.value ? 'Reading…' : parts.join(' · ')}</span>
      <span class="spacer" />
      <span>{recording === null ? 'Nothing leaves this page.' : 'Nothing leaves this browser.'}</span>
    </footer>
  );
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
