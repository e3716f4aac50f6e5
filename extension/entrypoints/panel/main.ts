import {
  canAskForPermission,
  devtoolsTheme,
  onDevtoolsTheme,
  onMessage,
  requestEverySite,
  requestHost,
  sendOrder,
  sendReach,
} from '../../browser.ts';
import { askOnOwnPage } from '../../capture/follow-scope.ts';
import { receiveRecorder } from '../../messaging/hand-over.ts';
import { mountPanel } from '../../panel/mount.tsx';

const root = document.getElementById('panel');
if (root === null) throw new TypeError('The panel has no place.');

const recorder = await receiveRecorder(window);
// The click is in this page, so this page asks: a click counts for the page it was made in.
const widen = () => (canAskForPermission() ? requestEverySite() : askOnOwnPage({ sendOrder, onMessage }));
const loadReach = async () => {
  const { extensionReach } = await import('../../reach/extension-reach.ts');
  return extensionReach({ sendReach, onMessage, requestHost: canAskForPermission() ? requestHost : null });
};
const end = mountPanel(root, { recorder: { ...recorder, widen }, theme: devtoolsTheme(), loadReach });
onDevtoolsTheme((theme) => {
  root.dataset['theme'] = theme;
});
window.addEventListener('pagehide', end);
