import type { ColumnCode } from '../columns.ts';
import type { Kind } from '../kinds/kind.ts';
import { type Cast, type Plant, type Recorded, recordPair } from './pair.ts';
import { startCompanionParty } from './parties/companion.ts';
import { startNodeSamlParty } from './parties/node-saml-sp.ts';
import { startSamlifyParty } from './parties/samlify-sp.ts';
import { startSamlpParty } from './parties/samlp-idp.ts';
import { startWorkbenchIdp } from './parties/workbench-idp.ts';
import { COOKIE_PLANTS } from './plants/cookies.ts';
import { HEALTHY_PLANTS } from './plants/healthy.ts';
import { IN_FRONT_PLANTS } from './plants/in-front.ts';
import { LOGOUT_PLANTS } from './plants/logouts.ts';
import { MESSAGE_PLANTS } from './plants/messages.ts';
import { REQUEST_PLANTS } from './plants/requests.ts';
import { STATUS_PLANTS } from './plants/statuses.ts';
import { TIME_PLANTS } from './plants/times.ts';

/** One recording that can be made. */
export interface Recording {
  readonly column: string;
  readonly name: string;
  readonly healthy: boolean;
  readonly make: () => Promise<Recorded>;
}

const CASTS: Readonly<Record<ColumnCode, Cast>> = {
  'workbench-companion': { idp: startWorkbenchIdp, sp: startCompanionParty },
  'samlp-companion': { idp: startSamlpParty, sp: startCompanionParty },
  'workbench-node-saml': { idp: startWorkbenchIdp, sp: startNodeSamlParty },
  'samlp-node-saml': { idp: startSamlpParty, sp: startNodeSamlParty },
  'workbench-samlify': { idp: startWorkbenchIdp, sp: startSamlifyParty },
  'samlp-samlify': { idp: startSamlpParty, sp: startSamlifyParty },
};

/** Plants that only some can play: the column says which of them. */
const ONLY: Readonly<Record<Kind['code'], RegExp>> = {
  'account-unknown': /node-saml|samlify/,
  'sp-unknown': /^workbench/,
  'acs-unregistered': /^workbench/,
  // samlify's requests have a NameIDPolicy.
  'name-id-policy-unasked': /companion|node-saml/,
  passive: /^workbench-node-saml/,
  'name-id-policy': /^workbench-node-saml/,
  restarted: /node-saml/,
  // Our test IdP says that such a session has ended.
  'logout-session-gone': /^samlp/,
  'logout-restarted': /node-saml/,
  'logout-sp-says-no': /node-saml/,
  'logout-sp-breaks': /node-saml/,
  'two-tabs': /node-saml/,
};

const PLANTS: Readonly<Record<string, Plant>> = {
  ...MESSAGE_PLANTS,
  ...TIME_PLANTS,
  ...STATUS_PLANTS,
  ...REQUEST_PLANTS,
  ...LOGOUT_PLANTS,
  ...IN_FRONT_PLANTS,
};

/** What only some have. */
const ONLY_HEALTHY: Readonly<Record<string, RegExp>> = {
  encrypted: /^workbench/,
  'request-posted': /^workbench-node-saml/,
  'asked-to-log-in-again': /^workbench-node-saml/,
};

/** All of them, column by column, those that are healthy last. */
export const RECORDINGS: readonly Recording[] = Object.entries(CASTS).flatMap(([column, cast]) => {
  const planted: Readonly<Record<string, Plant>> = /companion/.test(column) ? PLANTS : { ...PLANTS, ...COOKIE_PLANTS };
  const pick = (plants: Readonly<Record<string, Plant>>, only: typeof ONLY, healthy: boolean) =>
    Object.entries(plants)
      .filter(([name]) => only[name]?.test(column) ?? true)
      .map(([name, plant]) => ({
        column,
        name: healthy ? `healthy-${name}` : name,
        healthy,
        make: () => recordPair(cast, plant),
      }));
  return [...pick(planted, ONLY, false), ...pick(HEALTHY_PLANTS, ONLY_HEALTHY, true)];
});
