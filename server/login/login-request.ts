import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Service } from '#server/connection/service.ts';

/**
 * A login request of ours that is waiting for its answer. Nothing of it is kept on the server: anybody may ask for
 * logins, by the million, and nobody's request can be pushed out by another's. Its ID says all that is needed, and that
 * it is ours: a nonce, when the wait is over, the mark of the browser that asked, and a MAC over these and the
 * connection.
 */
export interface LoginRequest {
  /** ID of the AuthnRequest, an xs:ID. */
  readonly id: string;
  /** base64url; also names the cookie that holds where the user wants to go. */
  readonly nonce: string;
  /** What the browser's secret makes of the nonce: who has one and not the other learns nothing. */
  readonly browser: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Users read mail, look for a token, fetch a phone: half an hour at the IdP is not unusual. */
export const LOGIN_WAITS = 30 * 60 * 1000;

/** Bytes of nonce, time, mark of the browser and MAC: 128 bits are beyond anybody's guessing. */
const SIZES = { nonce: 16, time: 6, browser: 16, mac: 16 } as const;
const SIGNED = SIZES.nonce + SIZES.time + SIZES.browser;

/** An underscore, for an xs:ID must not begin with a digit, and 54 bytes. */
const ID = /^_[A-Za-z0-9_-]{72}$/;

/** Makes a request for the browser that holds `secret`. */
export function makeLoginRequest(service: Service, secret: string): LoginRequest {
  const nonce = randomBytes(SIZES.nonce);
  const expiresAt = service.clock() + LOGIN_WAITS;
  const time = Buffer.alloc(SIZES.time);
  time.writeUIntBE(Math.floor(expiresAt), 0, SIZES.time);
  const signed = Buffer.concat([nonce, time, markOf(secret, nonce)]);
  const id = `_${Buffer.concat([signed, macOf(service, signed)]).toString('base64url')}`;
  return parse(id, signed);
}

/** The request of that ID; null: it is none of this connection's, or nobody waits for its answer any more. */
export function readLoginRequest(service: Service, id: string): LoginRequest | null {
  if (!ID.test(id)) return null;
  const bytes = Buffer.from(id.slice(1), 'base64url');
  const signed = bytes.subarray(0, SIGNED);
  if (!timingSafeEqual(bytes.subarray(SIGNED), macOf(service, signed))) return null;
  const request = parse(id, signed);
  return request.expiresAt > service.clock() ? request : null;
}

/** Whether the browser that holds `secret` has made the request. */
export function isMadeBy(secret: string, { nonce, browser }: Pick<LoginRequest, 'nonce' | 'browser'>): boolean {
  return markOf(secret, Buffer.from(nonce, 'base64url')).toString('base64url') === browser;
}

/** What goes along and has to come back (saml-bindings 3.5.3): opaque, and no other request's. */
export function makeRelayState({ requestKey }: Service, { id }: LoginRequest): string {
  return createHmac('sha256', requestKey).update(`relay-state ${id}`).digest('base64url');
}

function parse(id: string, signed: Buffer): LoginRequest {
  return {
    id,
    nonce: signed.subarray(0, SIZES.nonce).toString('base64url'),
    expiresAt: signed.readUIntBE(SIZES.nonce, SIZES.time),
    browser: signed.subarray(SIZES.nonce + SIZES.time).toString('base64url'),
  };
}

function markOf(secret: string, nonce: Buffer): Buffer {
  return createHash('sha256').update(secret).update(nonce).digest().subarray(0, SIZES.browser);
}

function macOf({ requestKey, settings }: Service, signed: Buffer): Buffer {
  const mac = createHmac('sha256', requestKey).update(`login-request ${settings.prefix} `).update(signed);
  return mac.digest().subarray(0, SIZES.mac);
}
