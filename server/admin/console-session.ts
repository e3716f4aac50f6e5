import type { Context } from 'koa';
import * as v from 'valibot';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { readRow } from '#server/store/read-row.ts';
import type { AdminEnvironment } from './administrator.ts';

/** The cookie is for the API alone: the console's page itself is the same for everybody. */
const COOKIE = { name: 'workbench.console', path: '/api' };

/** Eight hours: a working day. */
const LIFETIME = 8 * 60 * 60 * 1000;

const KEPT = v.object({
  name: v.string(),
  expiresAt: v.number(),
  /** Which token opened it: with another one it is over. Null: a login did. */
  token: v.nullable(v.string()),
  /** Key of the session whose login opened it: when that opens nothing any more, nor does this. Null: the token did. */
  session: v.nullable(v.string()),
});

/** Who is signed in to the console. */
export type KeptConsoleSession = v.InferOutput<typeof KEPT>;

/** By what somebody signs in: the token, or a login that the configured rule allows. */
export type ConsoleEntry =
  | { readonly by: 'token' }
  | { readonly by: 'login'; readonly name: string; readonly session: string; readonly endsAt: number };

/** Signs somebody in: a cookie that only the API gets, of which the store has the hash. */
export async function openConsoleSession(
  ctx: Context,
  environment: AdminEnvironment,
  entry: ConsoleEntry,
): Promise<KeptConsoleSession> {
  const { store, clock, random } = environment;
  const secret = random();
  const end = clock() + LIFETIME;
  const kept: KeptConsoleSession =
    entry.by === 'token'
      ? { name: "the administrator's token", expiresAt: end, token: tokenMark(environment), session: null }
      : { name: entry.name, expiresAt: Math.min(end, entry.endsAt), token: null, session: entry.session };
  const waiting = { owner: hashSecret(`console ${kept.name}`), expiresAt: kept.expiresAt };
  await store.addPending('console', hashSecret(secret), kept, waiting);
  ctx.cookies.set(COOKIE.name, secret, cookieOptions(environment));
  return kept;
}

/** The secret of the console session that a request's cookie names; undefined: it has none. */
export function consoleSecret(ctx: Context): string | undefined {
  return ctx.cookies.get(COOKIE.name, { signed: false });
}

/** The console session of a request's cookie; null: there is none, or it is over. */
export async function findConsoleSession(
  ctx: Context,
  environment: AdminEnvironment,
): Promise<KeptConsoleSession | null> {
  const secret = consoleSecret(ctx);
  if (secret === undefined) return null;
  const { store, clock, log, administrator } = environment;
  const kept = readRow(KEPT, await store.getPending('console', hashSecret(secret), clock()), { log, kind: 'console' });
  if (kept === null) return null;
  if (kept.session !== null) return (await administrator.loginOpens(kept.session, ctx.ip)) ? kept : null;
  return kept.token === tokenMark(environment) ? kept : null;
}

/** Signs out: the cookie opens nothing from now on. */
export async function closeConsoleSession(ctx: Context, environment: AdminEnvironment): Promise<void> {
  const secret = consoleSecret(ctx);
  if (secret === undefined) return;
  await environment.store.takePending('console', hashSecret(secret), environment.clock());
  ctx.cookies.set(COOKIE.name, null, cookieOptions(environment));
}

/** Strict: no other site's link or form brings it along. It ends with the browser, and by its own time. */
function cookieOptions({ url }: AdminEnvironment) {
  return {
    path: COOKIE.path,
    httpOnly: true,
    sameSite: 'strict',
    secure: url.startsWith('https:'),
    overwrite: true,
    signed: false,
  } as const;
}

function tokenMark({ administrator }: AdminEnvironment): string {
  return hashSecret(`console ${administrator.tokenHash}`);
}
