import Koa from 'koa';
import { isHangUp } from '#server/web/hang-up.ts';
import { logRequest } from '#server/web/log-request.ts';
import { setSecurityHeaders } from '#server/web/set-security-headers.ts';
import type { Surroundings } from './service.ts';

/** A Koa application with what every answer of companion and test IdP has: a line in the log and the security headers. */
export function baseApp({ url, log }: Pick<Surroundings, 'url' | 'log'>): Koa {
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
  app.use(async (ctx, next) => {
    // TLS may end at a proxy; what browsers see is in the configuration.
    ctx.cookies.secure = https;
    await next();
  });
  return app;
}
