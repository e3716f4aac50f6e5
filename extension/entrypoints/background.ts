import { defineBackground } from 'wxt/utils/define-background';
import {
  broadcast,
  devtoolsMayWatch,
  dropEverySite,
  dropHost,
  hasDevtools,
  hasEverySite,
  hasHost,
  markButton,
  onConnect,
  onInstalled,
  onMessage,
  onPermissionsChanged,
  onStarted,
  onSuspend,
  openBesidePageOnClick,
  openPage,
  readSession,
  removeSession,
  watchRequests,
  writeSession,
} from '../browser.ts';
import { recordInBackground } from '../capture/background-recorder.ts';
import { serveScope } from '../capture/serve-scope.ts';
import { serveReach } from '../reach/serve-reach.ts';

export default defineBackground({
  type: 'module',
  main: () => {
    openBesidePageOnClick('/sidepanel.html');
    serveScope({
      onMessage,
      broadcast,
      hasEverySite,
      dropEverySite,
      onPermissionsChanged,
      openGrantPage: () => openPage('/grant.html'),
    });
    // The mark outlives this page, which sleeps and wakes, but not the browser.
    const mark = () => void hasEverySite().then(markButton);
    onPermissionsChanged(mark);
    onStarted(mark);
    serveReach({
      onMessage,
      hasHost,
      dropHost,
      openHostGrantPage: (origin) => openPage(`/grant.html#${encodeURIComponent(origin)}`),
      fetch: (url, options) => fetch(url, options),
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
