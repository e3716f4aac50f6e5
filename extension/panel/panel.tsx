import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { AwaitedDetail } from './awaited-detail.tsx';
import { Detail } from './detail.tsx';
import { Dialogs } from './dialogs/dialogs.tsx';
import type { OpenDialog } from './dialogs/open-dialog.ts';
import { DropArea } from './drop-area.tsx';
import { MessageList } from './list/message-list.tsx';
import { Splitter } from './list/splitter.tsx';
import { Banners } from './parts/banners.tsx';
import { useWorkbench } from './parts/context.ts';
import { SourceTabs } from './source-tabs.tsx';
import { StatusLine } from './status-line.tsx';
import { Toolbar } from './toolbar.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { Welcome } from './welcome.tsx';

/** The whole panel: tools on top, the list beside the detail (above it where it is narrow), how it stands below. */
export function Panel() {
  const { report, announcer, awaited, progress } = useWorkbench();
  const dialog = useSignal<OpenDialog>(null);
  const onDialog = useCallback((name: OpenDialog) => (dialog.value = name), [dialog]);
  useShortcuts(onDialog);
  const empty = report.value.messages.length === 0;
  return (
    <DropArea>
      <Toolbar onDialog={onDialog} />
      <SourceTabs />
      <Banners />
      <main class={empty ? 'content empty-content' : 'content'}>
        {empty ? (
          progress.value === null && <Welcome onDialog={onDialog} />
        ) : (
          <>
            <MessageList />
            <Splitter />
            {awaited.value ? <AwaitedDetail /> : <Detail onDialog={onDialog} />}
          </>
        )}
      </main>
      <StatusLine onDialog={onDialog} />
      <div class="for-readers" role="status" aria-live="polite">
        {announcer.text.value}
      </div>
      <Dialogs open={dialog.value} onClose={() => (dialog.value = null)} />
    </DropArea>
  );
}
