import type { Flow } from '#shared/flows/flow.ts';
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

const FLOW_OUTCOME_WORDS: Readonly<Record<Flow['outcome'], string>> = {
  succeeded: 'succeeded',
  refused: 'refused',
  'broken-off': 'broken off',
  unknown: 'with an end that was not seen',
};

/** `Login refused`, `Logout with an end that was not seen` */
export function flowTitle({ kind, outcome }: Pick<Flow, 'kind' | 'outcome'>): string {
  return `${kind === 'login' ? 'Login' : 'Logout'} ${FLOW_OUTCOME_WORDS[outcome]}`;
}
