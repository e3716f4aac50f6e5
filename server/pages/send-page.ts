import type { Context } from 'koa';
import { type Page, renderPage } from './html.ts';

/** Answers with a page. */
export function sendPage(ctx: Context, status: number, page: Page): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = renderPage(page);
}
