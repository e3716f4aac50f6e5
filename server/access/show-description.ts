import { resolve } from 'node:path';
import type { Middleware } from 'koa';
import { answerMethod } from '#server/web/answer-methods.ts';
import { serveFile } from '#server/web/serve-file.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');

/** `GET /qps/openapi.json`: the OpenAPI description of these calls, for anybody. */
export const showDescription: Middleware = async (ctx, next) => {
  if (ctx.path !== '/qps/openapi.json') return next();
  await answerMethod(ctx, ['GET', 'HEAD'], async () => {
    await serveFile(ctx, DOCS, 'qps.openapi.json');
  });
};
