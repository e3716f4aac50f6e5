import type { NextStep } from '#shared/flows/next-step.ts';

/** What to get next, in a sentence each. */
export const NEXT_STEPS: Readonly<Record<NextStep, string>> = {
  'record-from-start':
    'Record it again from the click on “log in” on: the beginning of this flow is not in the recording.',
  'record-to-end': 'Record it again until the last page is shown: the end of this flow is not in the recording.',
  'record-every-tab':
    'Record it again with every tab (the panel’s button for it), or look at the last request in the browser’s network panel: why no answer came to it is not in the recording.',
  'record-bodies':
    'Record it again with the contents of the answers (a HAR “with content”, or the panel in the developer tools of that very tab, open from the start: of other tabs browsers tell extensions no contents): what the last page says is not in the recording.',
  'give-idp-metadata':
    'Give the metadata of the IdP: it would tell whether the signature is by a key that the IdP has.',
  'give-sp-metadata': 'Give the metadata of the SP: it would tell what the SP expects.',
  'give-key': 'Give the private key of the SP: what is encrypted could then be looked at. It stays on this machine.',
  'read-sp-log': 'Look into the log of the SP at that time: nothing in the recording says what it minded.',
  'read-idp-log': 'Look into the log of the IdP at that time: nothing in the recording says what it minded.',
};
