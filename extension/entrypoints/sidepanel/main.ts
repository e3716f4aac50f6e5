import {
  devtoolsMayWatch,
  onMessage,
  requestEverySite,
  requestHost,
  sendOrder,
  sendReach,
  watchRequests,
} from '../../browser.ts';
import { createBrowserSource } from '../../capture/browser-source.ts';
import { askOnOwnPage, followScope } from '../../capture/follow-scope.ts';
import { createTabRecorder } from '../../capture/tab-recorder.ts';
import { sendUntilAnswered } from '../../messaging/send-until-answered.ts';
import { mountPanel } from '../../panel/mount.tsx';

/**
 * The workbench beside the page, for who opens no developer tools: it records every tab, once it is allowed to, for as long
 * as it is open. What sites write on their pages is not seen from here.
 */
const root = document.getElementById('panel');
if (root === null) throw new TypeError('The panel has no place.');

const { recorder, take, gap, setScope } = createTabRecorder({
  narrow: async () => {
    await sendUntilAnswered(sendOrder, { type: 'narrow' });
  },
  later: (work, delay) => setTimeout(work, delay),
  now: Date.now,
  otherwise: 'nothing',
});
const source = createBrowserSource({ watchRequests, take, gap });
followScope({ sendOrder, onMessage, gap }, (scope) => {
  setScope(scope);
  if (scope === 'browser') source.open();
  else source.close();
});

// In Firefox a page in a tab of its own asks, as for its developer tools: it says what is asked for, and why.
const widen = () => (devtoolsMayWatch ? requestEverySite() : askOnOwnPage({ sendOrder, onMessage }));
const loadReach = async () => {
  const { extensionReach } = await import('../../reach/extension-reach.ts');
  return extensionReach({ sendReach, onMessage, requestHost: devtoolsMayWatch ? requestHost : null });
};
const dark = matchMedia('(prefers-color-scheme: dark)');
const end = mountPanel(root, { recorder: { ...recorder, widen }, theme: dark.matches ? 'dark' : 'light', loadReach });
dark.addEventListener('change', () => {
  root.dataset['theme'] = dark.matches ? 'dark' : 'light';
});
window.addEventListener('pagehide', end);
