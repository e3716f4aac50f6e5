import type { Middleware } from 'koa';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { Refusal } from '#server/web/refusal.ts';

/** Answers for connections that are known and cannot be used: why is for the console and the log, not for strangers. */
export function refuseUnusable(registry: ConnectionRegistry): Middleware {
  return async (ctx, next) => {
    const prefix = /^\/([^/]*)/.exec(ctx.path)?.[1]?.toLowerCase() ?? '';
    const connection = registry.find(prefix);
    if (connection === null || connection.service !== null) return next();
    throw new Refusal(
      {
        status: 503,
        code: 'connection-unusable',
        title: 'This connection cannot be used at the moment',
        explanation:
          'Its description names something that cannot be read. Its administrator finds the reason in the console.',
      },
      { connection: prefix, reason: connection.problem?.message ?? 'no reason is known' },
    );
  };
}
