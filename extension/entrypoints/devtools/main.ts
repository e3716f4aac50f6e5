import {
  connectBackground,
  createPanel,
  dropsQuickPages,
  harEntries,
  inspectedTabId,
  onMessage,
  onNavigated,
  onRequestFinished,
  sendMessage,
} from '../../browser.ts';
import { createBackgroundLine } from '../../capture/background-line.ts';
import { followScope } from '../../capture/follow-scope.ts';
import { createTabRecorder } from '../../capture/tab-recorder.ts';
import { recordTab } from '../../capture/tab-source.ts';
import { RECORDING_LINE } from '../../messaging/background-messages.ts';
import { handOver } from '../../messaging/hand-over.ts';

const { recorder, take, gap, setScope } = createTabRecorder(async () => {
  await sendMessage({ type: 'narrow' });
});

const line = createBackgroundLine({
  connect: () => connectBackground(RECORDING_LINE),
  take,
  gap,
  later: (work, delay) => {
    const timer = setTimeout(work, delay);
    return () => clearTimeout(timer);
  },
});

recordTab({
  tabId: inspectedTabId(),
  now: Date.now,
  dropsQuickPages,
  onRequestFinished,
  harEntries,
  onNavigated,
  take,
  gap,
  later: (work, delay) => setTimeout(work, delay),
});

followScope({ sendMessage, onMessage }, (scope) => {
  setScope(scope);
  if (scope === 'browser') line.open();
  else line.close();
});

createPanel('SAML', '/icon/32.png', '/panel.html', (panel) => handOver(panel, recorder));
