import {
  connectBackground,
  createPanel,
  devtoolsMayWatch,
  dropsQuickPages,
  harEntries,
  inspectedTabId,
  onMessage,
  onNavigated,
  onRequestFinished,
  sendOrder,
  watchRequests,
} from '../../browser.ts';
import { openBackgroundLine } from '../../capture/background-line.ts';
import { createBrowserSource } from '../../capture/browser-source.ts';
import { followScope } from '../../capture/follow-scope.ts';
import { createTabRecorder } from '../../capture/tab-recorder.ts';
import { recordTab } from '../../capture/tab-source.ts';
import { RECORDING_LINE } from '../../messaging/background-messages.ts';
import { handOver } from '../../messaging/hand-over.ts';
import { sendUntilAnswered } from '../../messaging/send-until-answered.ts';

const later = (work: () => void, delay: number) => void setTimeout(work, delay);
const { recorder, take, gap, noGap, setScope, scope } = createTabRecorder({
  narrow: async () => {
    await sendUntilAnswered(sendOrder, { type: 'narrow' });
  },
  later,
  now: Date.now,
  otherwise: 'tab',
});

recordTab({
  tabId: inspectedTabId(),
  now: Date.now,
  dropsQuickPages,
  seesEveryTab: () => scope() === 'browser',
  onRequestFinished,
  harEntries,
  onNavigated,
  take,
  gap,
  noGap,
  later,
});

if (devtoolsMayWatch) recordFromHere();
else recordFromBackground();

/** Chrome: this page listens itself while the permission is there. */
function recordFromHere(): void {
  const source = createBrowserSource({ watchRequests, take, gap });
  followScope({ sendOrder, onMessage, gap }, (scope) => {
    setScope(scope);
    if (scope === 'browser') source.open();
    else source.close();
  });
}

/** Firefox: the background listens for us. The line is open without the permission, too: the background then keeps its listeners. */
function recordFromBackground(): void {
  openBackgroundLine({
    connect: () => connectBackground(RECORDING_LINE),
    take,
    gap,
    later: (work, delay) => {
      const timer = setTimeout(work, delay);
      return () => clearTimeout(timer);
    },
  });
  followScope({ sendOrder, onMessage, gap }, setScope);
}

createPanel('SAML', '/icon/32.png', '/panel.html', (panel) => handOver(panel, recorder));
