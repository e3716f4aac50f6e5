import type { Context } from 'koa';
import { actorOf } from '#server/admin/admit.ts';
import { readInput } from '#server/api/read-input.ts';
import { record } from '#server/audit/record.ts';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import type { Seal } from '#server/crypto/seal.ts';
import { keepToLimit } from '#server/session/keep-to-limit.ts';
import { keepUntil, sweptAt } from '#server/session/session-end.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { AccessError } from './access-error.ts';
import { SESSION_REQUEST } from './call-schemas.ts';
import { demandWay } from './demand-way.ts';
import { toLoginAttributes } from './read-attributes.ts';

/** What is shorter can be guessed, unless its characters are very random: the log says so. */
const SHORT_ID = 22;

/**
 * `POST /qps/{prefix}/session`: a session whose cookie the caller sets at the browser: its name is the connection's, its
 * value the SessionId. An ID works once: one that a session has, or had, is refused (409).
 *
 * @throws WorkbenchError `session-taken`, `way-off`, `api-input-invalid`
 */
export async function makeSession(ctx: Context, service: Service, seal: Seal): Promise<void> {
  demandWay(service, 'session');
  const { UserDirectory, UserId, Attributes, SessionId } = await readInput(ctx, SESSION_REQUEST);
  const { store, clock, settings, log } = service;
  const now = clock();
  const actor = actorOf(ctx);
  const login: LoginSession = {
    connection: settings.prefix,
    userDirectory: UserDirectory,
    userId: UserId,
    attributes: toLoginAttributes(Attributes, 'session'),
    loggedInAt: now,
    origin: { way: 'session', by: actor.name, sealedId: seal.close(SessionId) },
  };
  const session = { key: hashSecret(SessionId), login, lastSeenAt: now };
  if (!(await store.addSession(session, keepUntil(login, settings), sweptAt(login, session.lastSeenAt, settings))))
    throw new AccessError('session-taken');
  await keepToLimit(service, login);
  const facts = { connection: settings.prefix };
  await record(service, { actor, action: 'session-made', subject: userName(login), facts });
  if (SessionId.length < SHORT_ID)
    log.warn('session-id-short', { connection: settings.prefix, count: SessionId.length });
  ctx.status = 201;
  ctx.body = { UserDirectory, UserId, Attributes, SessionId };
}
