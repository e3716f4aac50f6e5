import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import { ownerOf } from '#server/session/owner.ts';
import { readRow } from '#server/store/read-row.ts';

/** How a logout went, for the page that says so. The session here has ended in every case. */
export interface Goodbye {
  readonly user: string | null;
  /** Null: the session came by a ticket, a session call or a token. */
  readonly idp: string | null;
  /**
   * `everywhere`: the IdP answered Success. `partial`: it ended its session, but not those of all participants.
   * `failed`: it answered that it did not. `not-asked`: it could not be asked; `reason` says why. `here`: no IdP has a part
   * in this session.
   */
  readonly outcome: 'everywhere' | 'partial' | 'failed' | 'not-asked' | 'here';
  /** Why the IdP was not asked. */
  readonly reason: 'no-endpoint' | 'no-redirect' | 'no-name-id' | null;
  /** The IdP's status codes, from the outermost inwards, and its own words. */
  readonly statusCodes: readonly string[];
  readonly statusMessage: string | null;
}

const GOODBYE = v.object({
  user: v.nullable(v.string()),
  idp: v.nullable(v.string()),
  outcome: v.picklist(['everywhere', 'partial', 'failed', 'not-asked', 'here']),
  reason: v.nullable(v.picklist(['no-endpoint', 'no-redirect', 'no-name-id'])),
  statusCodes: v.array(v.string()),
  statusMessage: v.nullable(v.string()),
});

/** The page can be loaded again for so long. */
const GOODBYE_LASTS = 15 * 60 * 1000;

/** Keeps what happened, and gives the address of the page that tells it: reloading that repeats nothing. */
export async function keepGoodbye(
  { store, clock, random, base, settings }: Service,
  goodbye: Goodbye,
): Promise<string> {
  const id = random();
  const owner = ownerOf(settings.prefix, goodbye.user ?? '');
  await store.addPending('goodbye', id, goodbye, { owner, expiresAt: clock() + GOODBYE_LASTS });
  return `${base}/logout/done?id=${id}`;
}

/** Null: unknown or too long ago. */
export async function findGoodbye({ store, clock, log }: Service, id: string): Promise<Goodbye | null> {
  const data = await store.getPending('goodbye', id, clock());
  return readRow(GOODBYE, data, { log, kind: 'goodbye' });
}
