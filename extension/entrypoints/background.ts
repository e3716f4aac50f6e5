import { defineBackground } from 'wxt/utils/define-background';
import {
  broadcast,
  devtoolsMayWatch,
  dropEverySite,
  hasDevtools,
  hasEverySite,
  onConnect,
  onInstalled,
  onMessage,
  onPermissionsChanged,
  onSuspend,
  openPage,
  readSession,
  removeSession,
  watchRequests,
  writeSession,
} from '../browser.ts';
import { recordInBackground } from '../capture/background-recorder.ts';
import { serveScope } from '../capture/serve-scope.ts';

export default defineBackground({
  type: 'module',
  main: () => {
    serveScope({
      onMessage,
      broadcast,
      hasEverySite,
      dropEverySite,
      onPermissionsChanged,
      openGrantPage: () => openPage('/grant.html'),
    });
    if (devtoolsMayWatch) return;
    onInstalled(async () => {
      if (!(await hasDevtools())) await openPage('/options.html');
    });
    recordInBackground({
      memory: { write: writeSession, remove: removeSession },
      readSession,
      watchRequests,
      onConnect,
      hasEverySite,
      onPermissionsChanged,
      onSuspend,
      now: Date.now,
      later: (work, delay) => setTimeout(work, delay),
    });
  },
});
