import { PassThrough } from 'node:stream';
import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { currentSession } from '#server/session/load-session.ts';
import { readLogout } from '#server/session/logout-row.ts';
import { continueUrl } from './logout-urls.ts';
import { endedEvent, type SessionNews, type SessionWatcher, watchersOf } from './session-watchers.ts';
import { warnsBefore } from './warns-before.ts';

/** Milliseconds after which a page comes back whose connection broke. */
const COME_BACK = 1_000;

/**
 * `GET /{prefix}/session/events`: tells a page within a second that its session is over, whoever ended it and in
 * whichever companion. It is no use of the session. To whoever comes back too late it is told at once; to whoever had
 * none there is nothing to tell (204, and the browser stops asking).
 */
export function watchSession(service: Service): Middleware {
  return async (ctx) => {
    const key = cookieKey(ctx, service);
    const session = currentSession(ctx);
    if (session === null) return tellAtOnce(ctx, await newsOf(service, key));
    const stream = new PassThrough();
    const watcher: SessionWatcher = {
      key,
      home: `${service.base}/`,
      write: (text) => void stream.write(text),
      end: () => void stream.end(),
    };
    const watchers = watchersOf(service.store);
    if (!watchers.add(watcher)) return tellAtOnce(ctx, null);
    ctx.res.once('close', () => watchers.remove(watcher));
    ctx.type = 'text/event-stream';
    ctx.set('X-Accel-Buffering', 'no');
    ctx.body = stream;
    stream.write(`retry: ${COME_BACK}\n\n`);
    // It may have ended while this was set up.
    if ((await service.store.getSession(key)) === null) watchers.tell(key, await newsOf(service, key));
  };
}

/**
 * `GET /{prefix}/session/state`: how long the session lasts if nobody uses it, for a page that is about to warn of its
 * end: `{endsIn, limit, warnBefore}` in milliseconds, or `{session: "inactive", next}`. It is no use of the session either.
 */
export function tellSessionState(service: Service): Middleware {
  return async (ctx) => {
    const session = currentSession(ctx);
    if (session === null) {
      const news = await newsOf(service, cookieKey(ctx, service));
      ctx.body = { session: 'inactive', next: news?.next ?? `${service.base}/` };
      return;
    }
    const { at, limit } = session.end;
    ctx.body = { endsIn: at - service.clock(), limit, warnBefore: warnsBefore(service) };
  };
}

function cookieKey(ctx: Context, { settings }: Service): string {
  return hashSecret(ctx.cookies.get(settings.cookie, { signed: false }) ?? '');
}

/** Null: no logout is known in which the session of this key ended. */
async function newsOf(service: Service, key: string): Promise<SessionNews | null> {
  const { store, clock, log, settings } = service;
  const logout = readLogout(await store.logoutOfSession(key, clock()), log);
  return logout?.connection === settings.prefix ? { next: continueUrl(service, logout) } : null;
}

function tellAtOnce(ctx: Context, news: SessionNews | null): void {
  if (news === null) {
    ctx.status = 204;
    return;
  }
  ctx.type = 'text/event-stream';
  ctx.body = endedEvent(news);
}
