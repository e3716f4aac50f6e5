import * as v from 'valibot';

/** What is kept of an AuthnRequest of ours until its response comes. */
export interface PendingLogin {
  /** Where the user wanted to go: checked already. */
  readonly returnTo: string;
  /** Hash of the secret that the browser holds which asked. */
  readonly browser: string;
  /** What we sent along and the IdP has to send back (saml-bindings 3.5.3). */
  readonly relayState: string;
}

const PENDING_LOGIN = v.object({ returnTo: v.string(), browser: v.string(), relayState: v.string() });

/** Users read mail, look for a token, fetch a phone: half an hour at the IdP is not unusual. */
export const LOGIN_WAITS = 30 * 60 * 1000;

/** Null where there is none. */
export function readPendingLogin(data: unknown): PendingLogin | null {
  return data === null ? null : v.parse(PENDING_LOGIN, data);
}
