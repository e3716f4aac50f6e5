import type { HttpBrowser, HttpPage, StopAt } from '#test/fixtures/http-browser.ts';
import type { PemPair } from '#test/integration/what-users-run-into/tools.ts';

/** An identity provider at work. */
export interface IdpParty {
  /** Without a slash at the end. */
  readonly url: string;
  /** Where it really listens, on the loopback. */
  readonly port: number;
  readonly entityId: string;
  readonly metadata: string;
  readonly sso: string;
  readonly slo: string;
  readonly pair: PemPair;
  /** Picks Anne on its login page, where the browser is on one; gives the page where it came to rest. */
  identify(browser: HttpBrowser, page: HttpPage, stopAt?: StopAt): Promise<HttpPage>;
  /** Opens the page where a login begins that nobody asked for. */
  start(browser: HttpBrowser, spEntityId: string): Promise<HttpPage>;
  logOut(browser: HttpBrowser): Promise<HttpPage>;
  /** Takes in what the SP's metadata says now, where it does not ask at each request. */
  readonly meet?: () => void;
  close(): Promise<void>;
}

/** A service provider at work. */
export interface SpParty {
  readonly url: string;
  /** Where it really listens, on the loopback. */
  readonly port: number;
  readonly entityId: string;
  readonly metadata: string;
  readonly login: string;
  readonly logout: string;
  readonly acs: string;
  /** PEM of the key that signs its requests, where the party gives it. */
  readonly key?: string;
  /** Whether somebody is logged in there with that browser. */
  hasSession(browser: HttpBrowser): Promise<boolean>;
  /** Forgets sessions and open requests, as a process that keeps them in memory does when it starts again; not every party does. */
  readonly restart?: () => void;
  close(): Promise<void>;
}

/** How a service provider is to be set. */
export interface SpSettings {
  /** What browsers see where a proxy stands before it. */
  readonly publicUrl?: string;
  /** Whether a response that answers none of its requests is taken. */
  readonly unsolicited?: boolean;
  /** An attribute that its users must have. */
  readonly requires?: string;
  /** Whether it knows the user; else it makes an account. `first`: that of the first login is the only one. */
  readonly account?: 'unknown' | 'first';
  /** Its key for what is encrypted; none unless given. */
  readonly decryption?: PemPair;
  /** Attributes of a cookie that its login page sets and its ACS wants. */
  readonly loginCookie?: string;
  /** Without that cookie it asks the IdP again. */
  readonly asksAgain?: true;
  /** It keeps the first twelve characters of a name. */
  readonly namesCut?: true;
  /** Its name, unless the usual one. */
  readonly loginCookieName?: string;
  /** What it does with a logout that the IdP asks for. */
  readonly manners?: 'refuses' | 'breaks' | 'none';
  /** Which of its open requests it remembers. */
  readonly requests?: 'last';
  /** Whether it signs its logout messages. */
  readonly signs?: boolean;
  /** What its requests ask for. */
  readonly asks?: { readonly passive?: true; readonly nameIdFormat?: string; readonly context?: string };
}

/** How an identity provider is to be set. */
export interface IdpSettings {
  readonly encrypts?: boolean;
  /** What browsers see where a proxy stands before it. */
  readonly publicUrl?: string;
}
