import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { userOwner } from '#server/session/owner.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { readRow } from '#server/store/read-row.ts';

/** Qlik's minute. */
const TICKET_LASTS = 60_000;

const text = v.string();

const TICKET = v.object({
  connection: text,
  userDirectory: text,
  userId: text,
  by: text,
  attributes: v.array(
    v.object({
      name: text,
      values: v.array(v.object({ value: text, raw: text, from: v.object({ way: v.literal('ticket'), name: text }) })),
    }),
  ),
});

/** Whom a ticket is for, and who had it made. */
export type Ticket = Pick<LoginSession, 'connection' | 'userDirectory' | 'userId' | 'attributes'> & {
  readonly by: string;
};

/** Keeps a ticket for a minute, by its hash; gives the ticket itself. */
export async function keepTicket({ store, clock, random }: Service, ticket: Ticket): Promise<string> {
  const secret = random();
  const waiting = { owner: userOwner(ticket.connection, ticket), expiresAt: clock() + TICKET_LASTS };
  await store.addPending('ticket', hashSecret(secret), ticket, waiting);
  return secret;
}

/** The session that a ticket stands for, once. Null: unknown, used, expired, or another connection's. */
export async function takeTicket(
  { store, clock, settings, log }: Service,
  secret: string,
): Promise<LoginSession | null> {
  const now = clock();
  const kept = await store.takePending('ticket', hashSecret(secret), now);
  const ticket = readRow(TICKET, kept, { log, kind: 'ticket' });
  if (ticket === null || ticket.connection !== settings.prefix) return null;
  const { by, ...user } = ticket;
  return { ...user, loggedInAt: now, origin: { way: 'ticket', by } };
}
