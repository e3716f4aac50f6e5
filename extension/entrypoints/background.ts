import { defineBackground } from 'wxt/utils/define-background';
import {
  broadcast,
  dropEverySite,
  hasEverySite,
  onConnect,
  onMessage,
  onPermissionsChanged,
  openPage,
  readSession,
  removeSession,
  watchRequests,
  writeSession,
} from '../browser.ts';
import { startBackground } from '../capture/background.ts';

export default defineBackground({
  type: 'module',
  main: () =>
    startBackground({
      memory: { write: writeSession, remove: removeSession },
      readSession,
      watchRequests,
      onConnect,
      onMessage,
      broadcast,
      hasEverySite,
      dropEverySite,
      onPermissionsChanged,
      openGrantPage: () => openPage('/grant.html'),
      later: (work, delay) => setTimeout(work, delay),
    }),
});
