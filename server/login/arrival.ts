import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/session/hash.ts';
import { keepUntil } from '#server/session/session-end.ts';
import type { LoginSession } from '#server/store/login-session.ts';

/** A login that passed the gate and is on its way to the browser that asked for it. */
export interface Arrival {
  readonly returnTo: string;
  /** Hash of the secret that this browser must hold; null: the IdP began the login, any browser will do. */
  readonly browser: string | null;
}

/** One redirect: a browser that takes longer has gone astray. */
const ARRIVAL_LASTS = 60_000;

const ARRIVAL = v.object({ returnTo: v.string(), browser: v.nullable(v.string()) });

/**
 * Keeps a login until its browser arrives, and gives the token for that. The session is in the store from now on,
 * under a key that no cookie can have: a logout that overtakes the browser finds it.
 */
export async function keepArrival(service: Service, login: LoginSession, arrival: Arrival): Promise<string> {
  const { store, clock, random } = service;
  const token = random();
  const now = clock();
  await store.setSession({ key: sessionKey(token), login, lastSeenAt: now }, now + ARRIVAL_LASTS);
  await store.addPending('arrival', hashSecret(token), arrival, now + ARRIVAL_LASTS);
  return token;
}

/** Takes what was kept: once. `login` is null if a logout came first. Null: there is no such token, or not any more. */
export async function takeArrival(
  { store, clock, settings }: Service,
  token: string,
): Promise<{ arrival: Arrival; login: LoginSession | null } | null> {
  const data = await store.takePending('arrival', hashSecret(token), clock());
  if (data === null) return null;
  const session = await store.getSession(sessionKey(token));
  await store.revokeSession(sessionKey(token), keepUntil({ loggedInAt: clock() }, settings));
  return { arrival: v.parse(ARRIVAL, data), login: session?.login ?? null };
}

function sessionKey(token: string): string {
  return `arrival ${hashSecret(token)}`;
}
