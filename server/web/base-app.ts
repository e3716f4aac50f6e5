import Koa from 'koa';
import type { Log } from '#server/log/log.ts';
import { closeUnread } from './close-unread.ts';
import { isHangUp } from './hang-up.ts';
import { logRequest } from './log-request.ts';
import { setSecurityHeaders } from './set-security-headers.ts';

/** What every application is told. */
export interface BaseOptions {
  /** The address as browsers see it: TLS may end at a proxy. */
  readonly url: string;
  readonly log: Log;
}

/** A Koa application with what every answer of companion and test IdP has: a line in the log and the security headers. */
export function baseApp({ url, log }: BaseOptions): Koa {
  const https = url.startsWith('https:');
  const app = new Koa();
  // Koa would write errors that are its own to stderr in its own form.
  app.silent = true;
  app.on('error', (error: unknown) => {
    // The request's own line says that its client went.
    if (!isHangUp(error)) log.error('defect', error);
  });
  app.use(logRequest(log));
  app.use(setSecurityHeaders(https));
  app.use(closeUnread());
  app.use(async (ctx, next) => {
    // TLS may end at a proxy; what browsers see is in the configuration.
    ctx.cookies.secure = https;
    await next();
  });
  return app;
}
