import { resolve } from 'node:path';
import type Router from '@koa/router';
import { serveFile } from './serve-file.ts';

const PAGES = resolve(import.meta.dirname, '../pages');
const LOOK = resolve(import.meta.dirname, '../../shared/look');

/** By their name below `/pages/`: what the pages alone have, and what panel and inspector share with them. */
const FOLDERS: Readonly<Record<string, string>> = {
  'tokens.css': LOOK,
  'parts.css': LOOK,
  'icon.svg': LOOK,
  'style.css': PAGES,
  'session.js': PAGES,
};

/** Where pages find their style sheets, their icon and the script that watches a session. */
export const PAGE_FILES: readonly string[] = ['/favicon.ico', ...Object.keys(FOLDERS).map((name) => `/pages/${name}`)];

/** Adds them to the routes of a site. */
export function answerPageFiles(router: Router): void {
  // What is no page of ours, JSON or metadata opened in a tab, names no icon: browsers then ask here, and count a refusal.
  router.get('/favicon.ico', async (ctx) => {
    await serveFile(ctx, LOOK, 'icon.svg');
  });
  for (const [name, folder] of Object.entries(FOLDERS)) {
    router.get(`/pages/${name}`, async (ctx) => {
      await serveFile(ctx, folder, name);
    });
  }
}
