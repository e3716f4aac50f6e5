import type { Middleware } from 'koa';
import type { Log } from '#server/log/log.ts';

/** One line for each request: method, path without query, status, time. */
export function logRequest(log: Log): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    const milliseconds = Math.round((performance.now() - start) * 10) / 10;
    log.info('request', { method: ctx.method, path: ctx.path, status: ctx.status, milliseconds });
  };
}
