import { resolve } from 'node:path';
import type { Running } from './start-all.ts';

const OUTPUT = resolve(import.meta.dirname, '../../.output');

/** What `npm start` says when everything runs: where it is, how to load the extension, what to try first. */
export function greeting({ companion, idp }: Running): string {
  return `
SAML Workbench is running.

  Companion               ${companion.url}
  Hub                     ${companion.url}/hub/
  Inspector               ${companion.url}/inspect/
  Console                 ${companion.url}/console/
  Test identity provider  ${idp.url}
${tokenWords(companion)}
Load the extension:
  Chrome   open chrome://extensions, switch on "Developer mode", "Load unpacked": ${OUTPUT}/chrome-mv3
  Firefox  open about:debugging#/runtime/this-firefox, "Load Temporary Add-on": ${OUTPUT}/firefox-mv3/manifest.json

Try this first: open the devtools (F12) on ${companion.url}, choose the panel "SAML", open the hub and
log in as Anne Foster. Then log out, and log in as Eddie Reese.

Ctrl-C stops both.

`;
}

/** The administrator's token, once: at the start that made it. */
function tokenWords({ newToken }: Running['companion']): string {
  if (newToken === null) return '';
  return `
The administrator's token, which opens the console and its API, is told this once; it stays in admin.token of the
state folder:

  ${newToken}
`;
}
