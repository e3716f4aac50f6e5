import type { AdminEnvironment } from '#server/admin/administrator.ts';
import type { About } from '#shared/api/about.ts';
import type { AddCalls } from './api-app.ts';

/** What does not change while the companion runs, and its clock besides. */
export function aboutCalls({ clock }: AdminEnvironment, about: () => Omit<About, 'now'>): AddCalls {
  return (router) => {
    router.get('/about', (ctx) => {
      ctx.body = { ...about(), now: clock() } satisfies About;
    });
  };
}
