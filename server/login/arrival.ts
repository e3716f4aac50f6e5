import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { ownerOf } from '#server/session/owner.ts';
import { ARRIVAL_KEY } from '#server/session/search-sessions.ts';
import { keepUntil } from '#server/session/session-end.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { readRow } from '#server/store/read-row.ts';
import type { LoginRequest } from './login-request.ts';

/** A login that passed the gate and is on its way to the browser that asked for it, or that brought it. */
export interface Arrival {
  /** The request of ours that was answered, of the browser that must arrive; null: nobody asked. */
  readonly asked: Pick<LoginRequest, 'nonce' | 'browser'> | null;
  /** Where nobody asked: hash of the secret of the browser that brought the response, and where it leads. */
  readonly brought: { readonly browser: string; readonly returnTo: string } | null;
  /** Key of the session that the user has agreed to give up for this login; null: nobody was asked. */
  readonly replaces: string | null;
  /** Under which its report is kept; null: it has none. */
  readonly reference: string | null;
}

/** What was kept of an arrival. `login` is null if a logout came first. */
export interface KeptArrival {
  readonly arrival: Arrival;
  readonly login: LoginSession | null;
}

/** One redirect: a browser that takes longer has gone astray. */
const ARRIVAL_LASTS = 60_000;

const ARRIVAL = v.object({
  asked: v.nullable(v.object({ nonce: v.string(), browser: v.string() })),
  brought: v.nullable(v.object({ browser: v.string(), returnTo: v.string() })),
  replaces: v.nullable(v.string()),
  reference: v.optional(v.nullable(v.string()), null),
});

/**
 * Keeps a login until its browser arrives, and gives the token for that. The session is in the store from now on,
 * under a key that no cookie can have: a logout that overtakes the browser finds it.
 * @param lasts milliseconds
 */
export async function keepArrival(
  service: Service,
  login: LoginSession,
  arrival: Arrival,
  lasts: number = ARRIVAL_LASTS,
): Promise<string> {
  const { store, clock, random } = service;
  const token = random();
  const now = clock();
  await store.setSession({ key: sessionKey(token), login, lastSeenAt: now }, now + lasts);
  await store.addPending('arrival', hashSecret(token), arrival, {
    owner: ownerOf(login.connection, userName(login)),
    expiresAt: now + lasts,
  });
  return token;
}

/** Reads what was kept, and leaves it. Null: there is no such token, or not any more. */
export async function findArrival({ store, clock, log }: Service, token: string): Promise<KeptArrival | null> {
  const arrival = readRow(ARRIVAL, await store.getPending('arrival', hashSecret(token), clock()), {
    log,
    kind: 'arrival',
  });
  if (arrival === null) return null;
  const session = await store.getSession(sessionKey(token));
  return { arrival, login: session?.login ?? null };
}

/** Takes what was kept: once. Null: there is no such token, or not any more. */
export async function takeArrival(service: Service, token: string): Promise<KeptArrival | null> {
  const { store, clock, settings, log } = service;
  const arrival = readRow(ARRIVAL, await store.takePending('arrival', hashSecret(token), clock()), {
    log,
    kind: 'arrival',
  });
  if (arrival === null) return null;
  const session = await store.getSession(sessionKey(token));
  await store.revokeSession(sessionKey(token), keepUntil({ loggedInAt: clock() }, settings));
  return { arrival, login: session?.login ?? null };
}

function sessionKey(token: string): string {
  return `${ARRIVAL_KEY}${hashSecret(token)}`;
}
