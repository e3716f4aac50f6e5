import type { Context } from 'koa';
import * as v from 'valibot';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import type { Service } from '#server/connection/service.ts';
import { readReference } from '#server/crypto/reference.ts';
import { signReceipt } from '#server/logout/sign-receipt.ts';
import { countOpen } from '#server/logout/try-sessions.ts';
import { readLogout } from '#server/session/logout-row.ts';
import type { LogoutList, LogoutReceipt } from '#shared/api/logouts.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { type Receipt, receiptOf } from '#shared/logout/receipt.ts';
import type { AddCalls } from './api-app.ts';
import { ApiError } from './api-error.ts';
import { readQuery } from './read-input.ts';

const number = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a number'), v.transform(Number));

const SEARCH = v.strictObject({
  connection: v.optional(v.string()),
  before: v.optional(number),
  limit: v.optional(number),
});

const USUAL = 50;
const MOST = 200;

/** `/api/logouts`: the receipts of logouts, by reference number; and each signed, to keep. */
export function logoutCalls(registry: ConnectionRegistry): AddCalls {
  const { store, clock, log } = registry.environment;
  return (router) => {
    router.get('/logouts', async (ctx) => {
      const { connection = null, before = null, limit = USUAL } = readQuery(ctx, SEARCH);
      const most = Math.min(Math.max(limit, 1), MOST);
      const rows = await store.listLogouts({ connection, before, limit: most }, clock());
      const logouts = rows.flatMap((row) => readLogout(row, log) ?? []);
      const last = rows.length === most ? rows.at(-1) : undefined;
      const receipts = await Promise.all(logouts.map((logout) => receiptIn(registry, logout)));
      ctx.body = { logouts: receipts, next: last?.number ?? null } satisfies LogoutList;
    });
    router.get('/logouts/:reference', async (ctx) => {
      const logout = await known(registry, ctx);
      const receipt = await receiptIn(registry, logout);
      ctx.body = { receipt, isSigned: serviceOf(registry, logout)?.signing != null } satisfies LogoutReceipt;
    });
    router.get('/logouts/:reference/signed', async (ctx) => {
      const logout = await known(registry, ctx);
      const signing = serviceOf(registry, logout)?.signing ?? null;
      const signed = signing === null ? null : await signReceipt(await receiptIn(registry, logout), signing);
      if (signed === null) throw new ApiError('receipt-without-key', { connection: logout.connection });
      ctx.attachment(`logout-${logout.reference}.json`);
      ctx.body = signed;
    });
  };
}

function serviceOf(registry: ConnectionRegistry, { connection }: Logout): Service | null {
  return registry.find(connection)?.service ?? null;
}

/** The receipt of a logout as of now. Of a connection that is gone the prefix stands for its entity ID. */
export async function receiptIn(registry: ConnectionRegistry, logout: Logout): Promise<Receipt> {
  const { environment } = registry;
  const companion = serviceOf(registry, logout)?.settings.connection.sp.entityId ?? logout.connection;
  return receiptOf(logout, companion, { at: environment.clock(), open: await countOpen(environment, logout) });
}

/** @throws WorkbenchError `logout-unknown` */
async function known({ environment }: ConnectionRegistry, ctx: Context): Promise<Logout> {
  const { store, clock, log } = environment;
  const asked = String(ctx['params'].reference ?? '');
  const reference = readReference(asked);
  const row = reference === null ? null : await store.logoutByReference(reference, clock());
  const logout = readLogout(row, log);
  if (logout === null) throw new ApiError('logout-unknown', { reference: asked });
  return logout;
}
