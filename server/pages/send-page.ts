import type { Context } from 'koa';
import { type Page, renderPage } from './html.ts';
import { mountPathOf } from './mount-path.ts';
import { pagePolicy } from './page-policy.ts';
import { COMPANION, type Site } from './site.ts';

/** Answers with a page. Its forms lead nowhere but to this site and the page's `formTargets`. */
export function sendPage(ctx: Context, status: number, page: Page, site: Site = COMPANION): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Content-Security-Policy', pagePolicy(page.formTargets, page.session !== undefined));
  ctx.body = renderPage(page, site, mountPathOf(ctx.req));
}
