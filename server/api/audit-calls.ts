import * as v from 'valibot';
import type { AdminEnvironment } from '#server/admin/administrator.ts';
import { listAudit } from '#server/audit/list.ts';
import type { AddCalls } from './api-app.ts';
import { readQuery } from './read-input.ts';

const number = v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a number'), v.transform(Number));

const PAGE = v.strictObject({ before: v.optional(number), limit: v.optional(number) });

const USUAL_LINES = 50;

/** `GET /api/audit?before=&limit=`: who did what, the newest first. */
export function auditCalls({ store }: AdminEnvironment): AddCalls {
  return (router) => {
    router.get('/audit', async (ctx) => {
      const { before = null, limit = USUAL_LINES } = readQuery(ctx, PAGE);
      ctx.body = await listAudit(store, before, limit);
    });
  };
}
