import type { Context } from 'koa';
import { actorOf } from '#server/admin/admit.ts';
import { record } from '#server/audit/record.ts';
import type { Service } from '#server/connection/service.ts';
import type { Seal } from '#server/crypto/seal.ts';
import { endSessions } from '#server/session/end-sessions.ts';
import { endUser } from '#server/session/end-user.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { findSession } from './find-session.ts';
import { isLive, toSessionData } from './session-data.ts';

/** `DELETE /qps/{prefix}/session/{id}`: ends it, and answers with what it was. */
export async function endSession(ctx: Context, service: Service, id: string, seal: Seal): Promise<void> {
  const session = await findSession(service, id);
  await endSessions(service, [session], { by: 'administrator' });
  await note(ctx, service, session.login, 1);
  ctx.body = toSessionData(session, seal);
}

/**
 * `DELETE /qps/{prefix}/user/{directory}/{id}`: logs a user out everywhere in this connection, and answers with the
 * sessions that ended. Tickets that nobody has used yet, and logins on their way, end as well.
 */
export async function endSessionsOfUser(
  ctx: Context,
  service: Service,
  user: Pick<LoginSession, 'userDirectory' | 'userId'>,
  seal: Seal,
): Promise<void> {
  const ended = (await endUser(service, user, { by: 'administrator' })).filter((session) => isLive(session, service));
  await note(ctx, service, user, ended.length);
  ctx.body = ended.map((session) => toSessionData(session, seal));
}

async function note(
  ctx: Context,
  service: Service,
  user: Pick<LoginSession, 'userDirectory' | 'userId'>,
  count: number,
): Promise<void> {
  const facts = { connection: service.settings.prefix, count };
  await record(service, { actor: actorOf(ctx), action: 'sessions-ended', subject: userName(user), facts });
}
