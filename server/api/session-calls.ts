import type { Context } from 'koa';
import type * as v from 'valibot';
import { actorOf } from '#server/admin/admit.ts';
import { type AuditFacts, record } from '#server/audit/record.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { endSessions } from '#server/session/end-sessions.ts';
import { userName } from '#server/session/user-name.ts';
import { type ENDED_SESSIONS, SESSION_QUERY, SESSIONS_TO_END, type SessionSearchInput } from '#shared/api/sessions.ts';
import type { Logout } from '#shared/logout/logout.ts';
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
      ctx.body = await end(registry, ctx, [session], userName(login), facts);
    });
    router.delete('/sessions', async (ctx) => {
      const { all: _, ...search } = readQuery(ctx, SESSIONS_TO_END);
      const sessions = await allSessions(registry, toSearch(search));
      ctx.body = await end(registry, ctx, sessions, subjectOf(search), factsOf(search));
    });
  };
}

/** @throws WorkbenchError `api-session-unknown` */
async function known(registry: ConnectionRegistry, ctx: Context): Promise<LiveSession> {
  const session = await findSession(registry, String(ctx['params'].id ?? ''));
  if (session === null) throw new ApiError('api-session-unknown');
  return session;
}

/** The sessions end here, at once; their identity providers are asked after that, and the logouts say what came of it. */
async function end(
  { environment }: ConnectionRegistry,
  ctx: Context,
  sessions: readonly LiveSession[],
  subject: string,
  facts: AuditFacts,
): Promise<v.InferOutput<typeof ENDED_SESSIONS>> {
  const logouts: Logout[] = [];
  for (const [service, those] of Map.groupBy(sessions, (session) => session.service)) {
    const stored = those.map((session) => session.stored);
    logouts.push(...(await endSessions(service, stored, { by: 'administrator' })));
  }
  const count = sessions.length;
  await record(environment, { actor: actorOf(ctx), action: 'sessions-ended', subject, facts: { ...facts, count } });
  return { ended: count, logouts: logouts.slice(0, MAX_TOLD).map(({ reference }) => reference) };
}

/** References of logouts that an answer names: `GET /api/logouts` has them all. */
const MAX_TOLD = 1000;

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
