import { resolve } from 'node:path';
import type { Middleware } from 'koa';
import { answerMethod } from '#server/web/answer-methods.ts';
import { Refusal } from '#server/web/refusal.ts';
import { serveFile } from '#server/web/serve-file.ts';
import { TOOL_POLICY } from '#server/web/tool-policy.ts';

/** Where `npm run build` puts the inspector. */
export const INSPECTOR_FOLDER = resolve(import.meta.dirname, '../../.output/inspect');

/** `/inspect`: the panel as a page. */
export function serveInspector(folder: string): Middleware {
  return async (ctx, next) => {
    // Its files name each other relatively: without the slash they would be looked for beside it.
    if (ctx.path === '/inspect') {
      return answerMethod(ctx, METHODS, async () => ctx.redirect(`/inspect/${ctx.search}`));
    }
    if (!ctx.path.startsWith('/inspect/')) return next();
    return answerMethod(ctx, METHODS, async () => {
      ctx.set('Content-Security-Policy', TOOL_POLICY);
      const path = ctx.path.slice('/inspect/'.length) || 'index.html';
      if (await serveFile(ctx, folder, path)) return;
      if (path === 'index.html') throw notBuilt();
      await next();
    });
  };
}

const METHODS: readonly string[] = ['GET', 'HEAD'];

function notBuilt(): Refusal {
  return new Refusal({
    status: 503,
    code: 'inspector-not-built',
    title: 'The inspector has not been built yet',
    explanation: 'Its files are made by "npm run build"; "npm start" does that by itself. Then load this page again.',
    steps: [{ label: 'Start page', href: '/' }],
  });
}
