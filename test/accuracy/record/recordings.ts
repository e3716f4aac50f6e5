import type { ColumnCode } from '../columns.ts';
import type { Kind } from '../kinds/kind.ts';
import { type BrowserName, stageOf } from './browsers/record-browser.ts';
import { BROWSER_SCENES, HEALTHY_SCENES, OTHER_SCENES, type Scene } from './browsers/scenes.ts';
import { type Cast, type Plant, type Recorded, recordPair } from './pair.ts';
import { startCompanionParty } from './parties/companion.ts';
import { startNodeSamlParty } from './parties/node-saml-sp.ts';
import { startSamlifyParty } from './parties/samlify-sp.ts';
import { startSamlpParty } from './parties/samlp-idp.ts';
import { startSimpleSamlPhpIdp } from './parties/simplesamlphp-idp.ts';
import { startSimpleSamlPhpSp } from './parties/simplesamlphp-sp.ts';
import { startWorkbenchIdp } from './parties/workbench-idp.ts';
import { COOKIE_PLANTS } from './plants/cookies.ts';
import { HEALTHY_PLANTS } from './plants/healthy.ts';
import { HEALTHY_PAGES } from './plants/healthy-pages.ts';
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

const CASTS: Readonly<Record<Exclude<ColumnCode, BrowserColumn>, Cast>> = {
  'workbench-companion': { idp: startWorkbenchIdp, sp: startCompanionParty },
  'samlp-companion': { idp: startSamlpParty, sp: startCompanionParty },
  'workbench-node-saml': { idp: startWorkbenchIdp, sp: startNodeSamlParty },
  'samlp-node-saml': { idp: startSamlpParty, sp: startNodeSamlParty },
  'workbench-samlify': { idp: startWorkbenchIdp, sp: startSamlifyParty },
  'samlp-samlify': { idp: startSamlpParty, sp: startSamlifyParty },
  'simplesamlphp-companion': { idp: startSimpleSamlPhpIdp, sp: startCompanionParty },
  'simplesamlphp-node-saml': { idp: startSimpleSamlPhpIdp, sp: startNodeSamlParty },
  'workbench-simplesamlphp': { idp: startWorkbenchIdp, sp: startSimpleSamlPhpSp },
  'samlp-simplesamlphp': { idp: startSamlpParty, sp: startSimpleSamlPhpSp },
};

/** Plants that only some can play: the column says which of them. */
const ONLY: Readonly<Record<Kind['code'], RegExp>> = {
  // PHP has the clock of this computer.
  'idp-clock-ahead': /^(?:workbench|samlp-)/,
  'idp-clock-behind': /^(?:workbench|samlp-)/,
  'sp-clock-ahead': /(?:companion|node-saml|samlify)$/,
  'sp-clock-behind': /(?:companion|node-saml|samlify)$/,
  'answered-late': /(?:companion|node-saml|samlify)$/,
  'account-unknown': /node-saml|samlify|simplesamlphp$/,
  'sp-unknown': /^(?:workbench|simplesamlphp)/,
  'acs-unregistered': /^workbench/,
  // Those that have ECDSA, and those that have not.
  'ecdsa-changed': /companion/,
  'ecdsa-key-unknown': /companion/,
  'ecdsa-unsupported': /node-saml|samlify|simplesamlphp$/,
  // What takes a small server of our own making.
  'name-case': /-node-saml/,
  'name-other': /-node-saml/,
  // A request of ours has no name in the format of our IdP's.
  'subject-other': /^(?:samlp|simplesamlphp)-node-saml/,
  'deflate-without-end': /-node-saml/,
  'logout-name-other': /-node-saml/,
  // samlp says of each answer that the user was authenticated just now.
  'logout-local': /^(?:workbench|simplesamlphp)-node-saml/,
  'loop-session-lost': /-node-saml/,
  'loop-asks-again': /-node-saml/,
  'loop-inside-sp': /-node-saml/,
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
  'clocks-two-minutes-apart': /^(?:workbench|samlp-)/,
  'slow-human': /^(?:workbench|samlp-)(?!.*simplesamlphp$)/,
  encrypted: /^workbench/,
  ecdsa: /companion/,
  'request-posted': /^workbench-node-saml/,
  'asked-to-log-in-again': /^workbench-node-saml/,
};

/** What stands in front of an SP, or happens there, looks the same whoever the IdP is: these IdPs need not play it again. */
const PLAYED_BEFORE: readonly (readonly [columns: RegExp, names: readonly string[]])[] = [
  [/simplesamlphp/, [...Object.keys(IN_FRONT_PLANTS), ...Object.keys(COOKIE_PLANTS)]],
  // So does what stands before a logout address; and this SP takes logins that nobody asked for.
  [/simplesamlphp$/, ['logout-502', 'logout-behind-login', 'logout-sp-none', 'repeated-by-307', 'behind-nginx']],
  [/simplesamlphp$/, ['unsolicited', 'request-other']],
  [/^(?:samlp|simplesamlphp)|simplesamlphp$/, HEALTHY_PAGES.map(([name]) => name)],
];

const isNew = (column: string, name: string): boolean =>
  !PLAYED_BEFORE.some(([columns, names]) => columns.test(column) && names.includes(name));

const PLAYED: readonly Recording[] = Object.entries(CASTS).flatMap(([column, cast]) => {
  const planted: Readonly<Record<string, Plant>> = /companion/.test(column) ? PLANTS : { ...PLANTS, ...COOKIE_PLANTS };
  const pick = (plants: Readonly<Record<string, Plant>>, only: typeof ONLY, healthy: boolean) =>
    Object.entries(plants)
      .filter(([name]) => (only[name]?.test(column) ?? true) && isNew(column, name))
      .map(([name, plant]) => ({
        column,
        name: healthy ? `healthy-${name}` : name,
        healthy,
        make: () => recordPair(cast, plant),
      }));
  return [...pick(planted, ONLY, false), ...pick(HEALTHY_PLANTS, ONLY_HEALTHY, true)];
});

type BrowserColumn = `${BrowserName}-${string}`;

const BROWSERS: readonly (readonly [column: BrowserColumn & ColumnCode, browser: BrowserName, cast: Cast])[] = [
  ['chromium-companion', 'chromium', CASTS['workbench-companion']],
  ['chromium-node-saml', 'chromium', CASTS['workbench-node-saml']],
  ['firefox-companion', 'firefox', CASTS['workbench-companion']],
  ['firefox-node-saml', 'firefox', CASTS['workbench-node-saml']],
];

/** The companion keeps its cookies as it likes, makes every account, and has its pages elsewhere. */
const isPlayedBy = (column: string, name: string, { sp }: Scene): boolean =>
  !column.endsWith('companion') ||
  // Chromium had a session at the companion after all when it was asked, of which the recording of that break shows nothing.
  (sp?.loginCookie === undefined && sp?.account === undefined && !['loop-inside-sp', 'tls-broken-off'].includes(name));

/** Firefox's developer tools tell of a connection that was closed, or that TLS kept from being, neither a status nor an error. */
const UNTOLD: ReadonlySet<string> = new Set(['connection-closed', 'tls-untrusted', 'tls-broken-off']);
const isTold = (browser: BrowserName, name: string): boolean => browser !== 'firefox' || !UNTOLD.has(name);

const IN_BROWSERS: readonly Recording[] = BROWSERS.flatMap(([column, browser, cast]) => {
  const pick = (scenes: Readonly<Record<string, Scene>>, healthy: boolean) =>
    Object.entries(scenes)
      .filter(([name, scene]) => isPlayedBy(column, name, scene) && isTold(browser, name))
      .map(([name, scene]) => ({
        column,
        name: healthy ? `healthy-${name}` : name,
        healthy,
        make: async () => (await stageOf(browser)).play(cast, scene),
      }));
  return [...pick({ ...BROWSER_SCENES, ...OTHER_SCENES }, false), ...pick(HEALTHY_SCENES, true)];
});

/** All of them, column by column, those that are healthy last. */
export const RECORDINGS: readonly Recording[] = [...PLAYED, ...IN_BROWSERS];
