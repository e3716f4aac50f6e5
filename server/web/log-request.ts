import type { Middleware } from 'koa';
import { boundedNotes } from '#server/log/bounded-notes.ts';
import type { Log } from '#server/log/log.ts';
import { loggedPath } from './logged-path.ts';

/**
 * One line for each request when its answer is out: method, path without query, status, time. Where the client did not
 * wait for it the line is `client-gone`, and of those no more than a few a minute.
 */
export function logRequest(log: Log): Middleware {
  const note = boundedNotes(log);
  return async (ctx, next) => {
    const start = performance.now();
    ctx.res.once('close', () => {
      const milliseconds = Math.round((performance.now() - start) * 10) / 10;
      const fields = { method: ctx.method, path: loggedPath(ctx.path), milliseconds };
      if (ctx.res.writableFinished) log.info('request', { ...fields, status: ctx.status });
      else note('client-gone', fields);
    });
    await next();
  };
}
