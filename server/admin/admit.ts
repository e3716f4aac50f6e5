import { TLSSocket } from 'node:tls';
import type { Context, Middleware } from 'koa';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { isSecretOf } from '#server/crypto/is-secret-of.ts';
import { loggedPath } from '#server/web/logged-path.ts';
import type { Actor } from '#shared/api/audit.ts';
import { AdminError } from './admin-error.ts';
import type { AdminEnvironment } from './administrator.ts';
import { findConsoleSession } from './console-session.ts';
import { demandOwnRequest } from './own-request.ts';

const BY_TOKEN: Actor = { kind: 'token', name: "the administrator's token" };

/** Methods that change nothing (RFC 9110 9.2.1). */
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Lets through who administrates; `actorOf` then says who. */
export function demandAdministrator(environment: AdminEnvironment): Middleware {
  return async (ctx, next) => {
    ctx.state['actor'] = await admitAdministrator(ctx, environment);
    await next();
  };
}

/** Lets through whoever has a key for QPS calls; `actorOf` then says who. */
export function demandClient(environment: AdminEnvironment): Middleware {
  return async (ctx, next) => {
    ctx.state['actor'] = await admitClient(ctx, environment);
    await next();
  };
}

/** Who sent the request at hand, for the audit. Behind `demandAdministrator` or `demandClient`. */
export function actorOf(ctx: Context): Actor {
  const actor: Actor | undefined = ctx.state['actor'];
  if (actor === undefined) throw new Error('This handler must come after demandAdministrator or demandClient.');
  return actor;
}

/**
 * The administrator, by token (`Authorization: Bearer`) or by the cookie of a console session; a request with a cookie
 * that changes something must come from the console's own page.
 *
 * @throws WorkbenchError `credential-missing`, `credential-unknown`, `guesses-many`, `request-foreign`
 */
async function admitAdministrator(ctx: Context, environment: AdminEnvironment): Promise<Actor> {
  const token = bearerOf(ctx);
  if (token !== null) {
    if (isSecretOf(environment.administrator.tokenHash, token)) return BY_TOKEN;
    throw await wrongCredential(ctx, environment);
  }
  const session = await findConsoleSession(ctx, environment);
  if (session === null) throw new AdminError('credential-missing');
  if (!SAFE.includes(ctx.method)) demandOwnRequest(ctx, environment.url);
  return { kind: 'console', name: session.name };
}

/**
 * A QPS client by its key or certificate, or the administrator by the token. No cookie is looked at: these calls are for
 * servers.
 *
 * @throws WorkbenchError `client-unknown`, `credential-unknown`, `guesses-many`
 */
export async function admitClient(ctx: Context, environment: AdminEnvironment): Promise<Actor> {
  const secret = bearerOf(ctx);
  if (secret === null) return certifiedClient(ctx);
  if (isSecretOf(environment.administrator.tokenHash, secret)) return BY_TOKEN;
  // By its hash: how long the search takes says nothing of the key.
  const key = await environment.store.useClientKey(hashSecret(secret), environment.clock());
  if (key === null) throw await wrongCredential(ctx, environment);
  return { kind: 'client', name: key.name };
}

/** Whoever has got through a handshake that demands a certificate; what a header says of one is nobody's word. */
function certifiedClient({ req: { socket } }: Context): Actor {
  if (!(socket instanceof TLSSocket) || !socket.authorized) throw new AdminError('client-unknown');
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  const name = [subject?.CN].flat().join(' ') || fingerprint256;
  return { kind: 'client', name: `${name} (certificate)` };
}

/** The error for a wrong token or key, after a while. */
export async function wrongCredential(ctx: Context, { administrator, log }: AdminEnvironment): Promise<AdminError> {
  log.warn('credential-refused', { path: loggedPath(ctx.path), address: ctx.ip });
  const hasWaited = await administrator.guesses.delay(ctx.ip);
  return new AdminError(hasWaited ? 'credential-unknown' : 'guesses-many');
}

/** RFC 6750 2.1; the scheme in any case (RFC 9110 11.1). */
function bearerOf(ctx: Context): string | null {
  return /^Bearer +([!-~]{1,1000}) *$/i.exec(ctx.get('Authorization'))?.[1] ?? null;
}
