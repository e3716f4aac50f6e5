import type { Context } from 'koa';
import { actorOf } from '#server/admin/admit.ts';
import { type AuditFacts, record } from '#server/audit/record.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { endSessions } from '#server/session/end-sessions.ts';
import { userName } from '#server/session/user-name.ts';
import { SESSION_QUERY, SESSIONS_TO_END, type SessionSearchInput } from '#shared/api/sessions.ts';
import type { AddCalls } from './api-app.ts';
import { ApiError } from './api-error.ts';
import {
  allSessions,
  findSession,
  type LiveSession,
  pageOfSessions,
  summarizeSession,
  tellSession,
  toSearch,
} from './find-sessions.ts';
import { readQuery } from './read-input.ts';

/** `/api/sessions`: listed and searched, one shown with its attributes, one ended or all that a search finds. */
export function sessionCalls(registry: ConnectionRegistry): AddCalls {
  return (router) => {
    router.get('/sessions', async (ctx) => {
      const { before = null, ...search } = readQuery(ctx, SESSION_QUERY);
      const { sessions, next } = await pageOfSessions(registry, toSearch(search), before);
      ctx.body = { sessions: sessions.map(summarizeSession), next };
    });
    router.get('/sessions/:id', async (ctx) => {
      ctx.body = tellSession(await known(registry, ctx));
    });
    router.delete('/sessions/:id', async (ctx) => {
      const session = await known(registry, ctx);
      const { login } = session.stored;
      const facts = { connection: login.connection, user: userName(login) };
      ctx.body = { ended: await end(registry, ctx, [session], userName(login), facts) };
    });
    router.delete('/sessions', async (ctx) => {
      const { all: _, ...search } = readQuery(ctx, SESSIONS_TO_END);
      const sessions = await allSessions(registry, toSearch(search));
      ctx.body = { ended: await end(registry, ctx, sessions, subjectOf(search), factsOf(search)) };
    });
  };
}

/** @throws WorkbenchError `api-session-unknown` */
async function known(registry: ConnectionRegistry, ctx: Context): Promise<LiveSession> {
  const session = await findSession(registry, String(ctx['params'].id ?? ''));
  if (session === null) throw new ApiError('api-session-unknown');
  return session;
}

/** The sessions end here; what each identity provider thinks of them is not changed by it. */
async function end(
  { environment }: ConnectionRegistry,
  ctx: Context,
  sessions: readonly LiveSession[],
  subject: string,
  facts: AuditFacts,
): Promise<number> {
  for (const [service, those] of Map.groupBy(sessions, (session) => session.service)) {
    await endSessions(
      service,
      those.map(({ stored }) => stored),
    );
  }
  const count = sessions.length;
  await record(environment, { actor: actorOf(ctx), action: 'sessions-ended', subject, facts: { ...facts, count } });
  return count;
}

/** Whose: the value that an attribute was searched for stays out of the audit. */
function subjectOf({ user, attribute, idp, connection }: SessionSearchInput): string {
  if (user !== undefined) return user;
  if (attribute !== undefined) return `whoever has a certain ${attribute}`;
  return idp ?? connection ?? 'everybody';
}

function factsOf({ user, attribute, idp, connection }: SessionSearchInput): AuditFacts {
  return {
    ...(connection === undefined ? {} : { connection }),
    ...(user === undefined ? {} : { user }),
    ...(idp === undefined ? {} : { idp }),
    ...(attribute === undefined ? {} : { attribute }),
  };
}
