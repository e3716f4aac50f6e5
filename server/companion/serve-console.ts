import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Context, Middleware } from 'koa';
import { mountPathOf } from '#server/pages/mount-path.ts';
import { answerMethod } from '#server/web/answer-methods.ts';
import { Refusal } from '#server/web/refusal.ts';
import { serveFile } from '#server/web/serve-file.ts';
import { TOOL_POLICY } from '#server/web/tool-policy.ts';
import { CONSOLE_SECTIONS } from '#shared/api/console-sections.ts';

/** Where `npm run build` puts the console. */
export const CONSOLE_FOLDER = resolve(import.meta.dirname, '../../.output/console');

const METHODS: readonly string[] = ['GET', 'HEAD'];

/**
 * `/console/` and what is below it: the page, the same for everybody (what it shows comes from the API), at the address of
 * each of its sections; and its files.
 */
export function serveConsole(folder: string): Middleware {
  return async (ctx, next) => {
    const path = ctx.path.slice('/console/'.length);
    const [section = ''] = path.split('/');
    const isPage = path === '' || CONSOLE_SECTIONS.some((name) => name === section);
    if (!isPage && !path.startsWith('assets/')) return next();
    return answerMethod(ctx, METHODS, async () => {
      ctx.set('Content-Security-Policy', TOOL_POLICY);
      if (isPage) ctx.body = await pageOf(ctx, folder);
      else if (!(await serveFile(ctx, folder, path))) await next();
    });
  };
}

/**
 * The page as it was built, its files found where browsers see the companion: a proxy may put it below a path, and the
 * page is at more than one depth.
 * @throws Refusal
 */
async function pageOf(ctx: Context, folder: string): Promise<string> {
  const built = await readFile(join(folder, 'index.html'), 'utf8').catch(() => {
    throw notBuilt();
  });
  ctx.type = 'html';
  return built.replaceAll('="/console/', `="${mountPathOf(ctx.req)}/console/`);
}

function notBuilt(): Refusal {
  return new Refusal({
    status: 503,
    code: 'console-not-built',
    title: 'The console has not been built yet',
    explanation: 'Its files are made by "npm run build"; "npm start" does that by itself. Then load this page again.',
    steps: [{ label: 'Start page', href: '/' }],
  });
}
