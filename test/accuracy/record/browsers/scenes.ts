import type { BROWSER_KINDS } from '../../kinds/browsers.ts';
import type { SpSettings } from '../parties/party.ts';
import { HOSTS, type Special } from './town.ts';

/** What happens between a real browser and the two. */
export interface Scene {
  readonly sp?: SpSettings;
  /** In nginx's `server {}` of the host, before everything is passed on. */
  readonly idpServer?: string;
  readonly spServer?: (pass: string) => string;
  /** The whole `server {}` of the other site, given the SP's login page. */
  readonly intranet?: (login: string) => string;
  /** Where the user begins; the SP's login unless given. Given the path of its login. */
  readonly begin?: (login: string) => string;
  /** A script of the page on which the user is, in place of a login; the user is at the SP's host. */
  readonly script?: (login: string) => string;
  /** The user logs out at the SP afterwards. */
  readonly leaves?: boolean;
  /** Nobody is to be logged in afterwards, and that is as it should be. */
  readonly endsOut?: boolean;
  /** What is so once the IdP's login page is shown, and not before. */
  readonly turn?: Special;
  /** The login stops before the user is asked who they are. */
  readonly isStopped?: boolean;
}

const SP = `https://${HOSTS.sp}`;
const acs = (inside: string) => (pass: string) => `location ~ acs$ { ${inside} } location / { ${pass} }`;

/** How each kind of what browsers refuse is planted. */
export const BROWSER_SCENES: Readonly<Record<(typeof BROWSER_KINDS)[number]['code'], Scene>> = {
  'csp-form-action': { idpServer: `add_header Content-Security-Policy "form-action 'self'" always;` },
  'csp-script-src': { idpServer: `add_header Content-Security-Policy "script-src 'none'" always;` },
  'frame-refused': {
    intranet: (login) =>
      `default_type text/html; location / { return 200 '<title>Intranet</title><h1>Intranet</h1><iframe src="${login}" width="900" height="500"></iframe>'; }`,
    begin: () => `https://${HOSTS.intranet}/`,
    isStopped: true,
  },
  'fetch-redirected': {
    spServer: (pass) =>
      `location = /app.html { default_type text/html; return 200 '<title>Orders</title><h1>Orders</h1>'; } location / { ${pass} }`,
    begin: () => `${SP}/app.html`,
    script: (login) => `fetch(${JSON.stringify(login)}, { credentials: 'include' }).catch(() => undefined)`,
    isStopped: true,
  },
  'begun-under-other-name': {
    sp: { loginCookie: 'Path=/; HttpOnly; Secure; SameSite=None' },
    begin: (login) => login.replace(HOSTS.sp, HOSTS.www),
  },
  'cookie-strict-host': {
    sp: { loginCookieName: '__Host-login', loginCookie: 'Path=/; HttpOnly; Secure; SameSite=Strict' },
  },
  'cookie-host-prefix': {
    sp: { loginCookieName: '__Host-login', loginCookie: 'Path=/acs; HttpOnly; Secure; SameSite=None' },
  },
  'tls-untrusted': { turn: { tls: 'untrusted' } },
  'tls-broken-off': { turn: { tls: 'broken-off' } },
  'connection-closed': { spServer: acs('return 444;') },
};

/** Kinds that are played without a browser too. */
export const OTHER_SCENES: Readonly<Record<string, Scene>> = {
  'cookie-strict': { sp: { loginCookie: 'Path=/; HttpOnly; Secure; SameSite=Strict' } },
  'cookie-lax': { sp: { loginCookie: 'Path=/; HttpOnly; Secure; SameSite=Lax' } },
  'attribute-missing': { sp: { requires: 'department' } },
  'account-unknown': { sp: { account: 'unknown' } },
  'loop-inside-sp': {
    spServer: (pass) =>
      `location = /me { return 302 ${SP}/home; } location = /home { return 302 ${SP}/me; } location / { ${pass} }`,
  },
  'nginx-413': { spServer: (pass) => `client_max_body_size 1k; location / { ${pass} }` },
  'nginx-403': { spServer: acs('allow 192.0.2.0/24; deny all;') },
  'nginx-503': { spServer: acs('return 503;') },
  'nginx-405': { spServer: acs('root /usr/share/nginx/html; try_files /index.html =404;') },
  'nginx-301-slash': {
    spServer: (pass) =>
      `location ~ acs/$ { ${pass} } location ~ acs$ { return 301 ${SP}$uri/; } location / { ${pass} }`,
  },
};

/** With which nothing is wrong. */
export const HEALTHY_SCENES: Readonly<Record<string, Scene>> = {
  login: {},
  logout: { leaves: true, endsOut: true },
  'cookie-none': { sp: { loginCookie: 'Path=/; HttpOnly; Secure; SameSite=None' } },
  'begun-by-http': { begin: (login) => login.replace('https:', 'http:') },
  'repeated-by-307': {
    spServer: (pass) =>
      `location ~ ^(.*acs)/sso$ { rewrite ^(.*)/sso$ $1 break; ${pass} } location ~ acs$ { return 307 ${SP}$uri/sso; } location / { ${pass} }`,
  },
  'strict-policy': {
    spServer: (pass) =>
      `add_header Content-Security-Policy "default-src 'self'; frame-ancestors 'none'" always; add_header X-Frame-Options DENY always; location / { ${pass} }`,
  },
};
