import type { Confidence, Owner } from '#shared/inspection/owner.ts';

/** Who must act, as a person is called. */
export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  idp: 'the administrator of the identity provider',
  sp: 'the administrator of the service provider',
  network: 'whoever runs the network or the proxy in between',
  browser: 'whoever sets up this browser',
  user: 'the user',
  publisher: 'whoever publishes the metadata',
};

/** How sure a cause is. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  certain: 'certain: it was seen',
  likely: 'likely: it explains what was seen',
  possible: 'possible: others may explain it as well',
};
