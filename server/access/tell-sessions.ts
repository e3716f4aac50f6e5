import type { Context } from 'koa';
import * as v from 'valibot';
import { readQuery } from '#server/api/read-input.ts';
import type { Service } from '#server/connection/service.ts';
import type { Seal } from '#server/crypto/seal.ts';
import type { SessionSearch } from '#server/store/store.ts';
import { findSession } from './find-session.ts';
import { isLive, toSessionData } from './session-data.ts';

/** Sessions of one answer; a million do not fit into one. */
const MAX_LIMIT = 1000;

/** Beside the xrfkey, in any case. */
const LIST_QUERY = v.object({
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be what a link of a list gave'))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,3}$/, 'must be a number from 1 to 1000'),
      v.transform(Number),
      v.maxValue(MAX_LIMIT, 'must be a number from 1 to 1000'),
    ),
  ),
});

/**
 * Answers with the sessions that a search finds, the newest first, at most 1,000; where there are more, the header Link
 * leads on (RFC 8288).
 */
export async function listSessions(ctx: Context, service: Service, search: SessionSearch, seal: Seal): Promise<void> {
  const { before = null, limit = MAX_LIMIT } = readQuery(ctx, LIST_QUERY);
  const { sessions, next } = await service.store.listSessions(search, { before, limit });
  if (next !== null) {
    const query = new URLSearchParams(ctx.querystring);
    query.set('before', next);
    ctx.set('Link', `<${ctx.path}?${query}>; rel="next"`);
  }
  ctx.body = sessions.filter((session) => isLive(session, service)).map((session) => toSessionData(session, seal));
}

/** `GET /qps/{prefix}/session/{id}` */
export async function tellSession(ctx: Context, service: Service, id: string, seal: Seal): Promise<void> {
  ctx.body = toSessionData(await findSession(service, id), seal);
}
