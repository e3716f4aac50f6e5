import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Service } from '#server/connection/service.ts';
import {
  LOGIN_WAITS,
  type LoginRequestId,
  parseRequestId,
  REQUEST_ID_SIZES,
  requestIdBytes,
} from '#server/saml/login-request-id.ts';

/**
 * A login request of ours that is waiting for its answer. Nothing of it is kept on the server: anybody may ask for
 * logins, by the million, and nobody's request can be pushed out by another's. Its ID says all that is needed, and that
 * it is ours: a nonce, what it asks for beside what the connection says, when the wait is over, the mark of the browser
 * that asked, and a MAC over these and the connection.
 */
export type LoginRequest = Omit<LoginRequestId, 'signed' | 'mac'>;

/** What one login asks for: it may ask for more than the connection does, never for less. */
export type LoginOptions = Pick<LoginRequestId, 'forceAuthn' | 'isPassive'>;

/** Makes a request for the browser that holds `secret`. */
export function makeLoginRequest(service: Service, secret: string, options: LoginOptions): LoginRequest {
  const nonce = randomBytes(REQUEST_ID_SIZES.nonce);
  const marks = { nonce, browser: markOf(secret, nonce) };
  const expiresAt = service.clock() + LOGIN_WAITS;
  const signed = requestIdBytes(marks, { ...options, expiresAt });
  const id = `_${Buffer.concat([signed, macOf(service, signed)]).toString('base64url')}`;
  return {
    id,
    nonce: nonce.toString('base64url'),
    browser: marks.browser.toString('base64url'),
    expiresAt,
    ...options,
  };
}

/** The request of that ID; null: it is none of this connection's, or nobody waits for its answer any more. */
export function readLoginRequest(service: Service, id: string): LoginRequest | null {
  const request = parseRequestId(id);
  if (request === null || !timingSafeEqual(request.mac, macOf(service, request.signed))) return null;
  return request.expiresAt > service.clock() ? request : null;
}

/** Whether the browser that holds `secret` has made the request. */
export function isMadeBy(secret: string, { nonce, browser }: Pick<LoginRequest, 'nonce' | 'browser'>): boolean {
  return markOf(secret, Buffer.from(nonce, 'base64url')).toString('base64url') === browser;
}

/** What goes along and has to come back (saml-bindings 3.5.3): opaque, and no other request's. */
export function makeRelayState({ requestKey }: Service, { id }: Pick<LoginRequest, 'id'>): string {
  return createHmac('sha256', requestKey).update(`relay-state ${id}`).digest('base64url');
}

function markOf(secret: string, nonce: Buffer): Buffer {
  return createHash('sha256').update(secret).update(nonce).digest().subarray(0, REQUEST_ID_SIZES.browser);
}

function macOf({ requestKey, settings }: Service, signed: Buffer): Buffer {
  const mac = createHmac('sha256', requestKey).update(`login-request ${settings.prefix} `).update(signed);
  return mac.digest().subarray(0, REQUEST_ID_SIZES.mac);
}
