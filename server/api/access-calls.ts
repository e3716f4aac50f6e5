import { Readable } from 'node:stream';
import type { Context } from 'koa';
import { actorOf } from '#server/admin/admit.ts';
import { record } from '#server/audit/record.ts';
import { ConnectionError } from '#server/connection/connection-error.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import type { Service } from '#server/connection/service.ts';
import { DecisionsError } from '#server/decisions/decisions-error.ts';
import { explainAccess } from '#server/decisions/explain-access.ts';
import { exportDecisions } from '#server/decisions/export-decisions.ts';
import { lintTables } from '#server/decisions/lint-tables.ts';
import { lookAs } from '#server/decisions/look-as.ts';
import { accessMatrix, reviewLines } from '#server/decisions/matrix.ts';
import { openedByValue } from '#server/decisions/opened-by-value.ts';
import { opensResource } from '#server/decisions/opens-resource.ts';
import { findResource } from '#server/decisions/resources.ts';
import { compareLines, digestOf, linesOf, reviewCsv } from '#server/decisions/review.ts';
import { unusedRules } from '#server/decisions/unused-rules.ts';
import { writeDownLook } from '#server/hub/write-down-look.ts';
import {
  type AccessMatrix,
  CONNECTION_QUERY,
  DECISIONS_QUERY,
  type Decisions,
  EXPLAIN_ACCESS,
  MATRIX_QUERY,
  RESOURCE_QUERY,
  type ReviewDraft,
  type ReviewLine,
  SIGN_OFF,
  UNUSED_QUERY,
  VALUE_QUERY,
  VIEW_AS,
} from '#shared/api/decisions.ts';
import type { AddCalls } from './api-app.ts';
import { allSessions, newestSessions, pageOfSessions } from './find-sessions.ts';
import { readInput, readQuery } from './read-input.ts';

const USUAL_DAYS = 90;
const DECISIONS_AT_ONCE = 100;
const REVIEWS_AT_ONCE = 100;
/** Sessions whose values are tried. */
const MAX_TRIED = 2000;
/** Sessions of one review. */
const MAX_SESSIONS = 10_000;

/**
 * Who may do what, and why: `/api/access` by who is logged in, `/api/access/value` and `/api/access/resource` the other way
 * round, `/api/decisions` what was decided, `/api/unused-rules`, and `/api/reviews` with their sign-off.
 */
export function accessCalls(registry: ConnectionRegistry): AddCalls {
  const { store, clock } = registry.environment;
  return (router) => {
    router.get('/access', async (ctx) => {
      const { connection, before = null } = readQuery(ctx, MATRIX_QUERY);
      const service = known(registry, connection);
      const { sessions, next } = await pageOfSessions(registry, { connection }, before);
      const matrix = await accessMatrix(
        service,
        sessions.map(({ stored }) => stored),
      );
      ctx.body = { ...matrix, next } satisfies AccessMatrix;
    });
    router.get('/access/value', async (ctx) => {
      const { connection, attribute, value } = readQuery(ctx, VALUE_QUERY);
      const service = known(registry, connection);
      const sessions = await allSessions(registry, { connection, attribute: { name: attribute, value } });
      ctx.body = await openedByValue(
        service,
        { attribute, value },
        sessions.map(({ stored }) => stored.login),
      );
    });
    router.get('/access/resource', async (ctx) => {
      const { connection, kind, id, field, value } = readQuery(ctx, RESOURCE_QUERY);
      const service = known(registry, connection);
      const resource = findResource(service, kind, id);
      const { sessions } = await newestSessions(registry, connection, MAX_TRIED);
      const wanted = field === undefined || value === undefined ? null : { field, value };
      ctx.body = await opensResource(
        service,
        resource,
        wanted,
        sessions.map(({ stored }) => stored.login),
      );
    });
    router.get('/access/tables', async (ctx) => {
      const { connection } = readQuery(ctx, CONNECTION_QUERY);
      const service = known(registry, connection);
      const { sessions } = await newestSessions(registry, connection, MAX_TRIED);
      ctx.body = lintTables(
        service,
        sessions.map(({ stored }) => stored.login),
      );
    });
    router.post('/access/view-as', async (ctx) => {
      const { connection, app: id, ...typed } = await readInput(ctx, VIEW_AS);
      const service = known(registry, connection);
      const { disguise, app, told } = await lookAs(service, id, typed);
      await writeDownLook(service, actorOf(ctx), app, disguise);
      ctx.body = told;
    });
    router.post('/access/explain', async (ctx) => {
      const { connection, kind, id, action, ...typed } = await readInput(ctx, EXPLAIN_ACCESS);
      ctx.body = await explainAccess(known(registry, connection), { kind, id, action }, typed);
    });
    router.get('/decisions', async (ctx) => {
      const { connection, before = null } = readQuery(ctx, DECISIONS_QUERY);
      known(registry, connection);
      const found = await store.listDecisions({ connection, before, limit: DECISIONS_AT_ONCE }, clock());
      const decisions = found.map(({ connection: _, seenAs: __, by, rows, ...rest }) => ({
        ...rest,
        by: [...by],
        rows: [...rows],
      }));
      const next = found.length === DECISIONS_AT_ONCE ? (found.at(-1)?.number ?? null) : null;
      ctx.body = { decisions, next } satisfies Decisions;
    });
    router.get('/decisions/export', async (ctx) => {
      const { connection } = readQuery(ctx, CONNECTION_QUERY);
      const service = known(registry, connection);
      await record(registry.environment, { actor: actorOf(ctx), action: 'decisions-exported', subject: connection });
      ctx.type = 'application/jsonl; charset=utf-8';
      ctx.set('Content-Disposition', `attachment; filename="decisions-${connection}.jsonl"`);
      ctx.body = Readable.from(exportDecisions(service));
    });
    router.get('/unused-rules', async (ctx) => {
      const { connection, days = USUAL_DAYS } = readQuery(ctx, UNUSED_QUERY);
      ctx.body = await unusedRules(known(registry, connection), days);
    });
    addReviews(registry, router);
  };
}

function addReviews(registry: ConnectionRegistry, router: Parameters<AddCalls>[0]): void {
  const { store, clock } = registry.environment;
  router.get('/reviews', async (ctx) => {
    const { connection } = readQuery(ctx, CONNECTION_QUERY);
    const reviews = await store.listReviews(known(registry, connection).settings.prefix, REVIEWS_AT_ONCE);
    ctx.body = { reviews: reviews.map(({ connection: _, ...review }) => review) };
  });
  router.get('/reviews/draft', async (ctx) => {
    const { connection } = readQuery(ctx, CONNECTION_QUERY);
    const lines = await linesNow(registry, connection);
    const last = (await store.listReviews(connection, 1))[0] ?? null;
    const before = last === null ? null : await store.getReview(last.number);
    ctx.body = {
      digest: digestOf(lines),
      comparedWith: last?.number ?? null,
      lines: compareLines(lines, before === null ? [] : linesOf(before)),
    } satisfies ReviewDraft;
  });
  router.post('/reviews', async (ctx) => {
    const { connection, digest, note } = await readInput(ctx, SIGN_OFF);
    const lines = await linesNow(registry, connection);
    if (digestOf(lines) !== digest) throw new DecisionsError('review-stale');
    const actor = actorOf(ctx);
    const number = await store.addReview({ at: clock(), connection, by: actor.name, note, digest, data: lines });
    const facts = { connection, count: lines.length };
    await record(registry.environment, { actor, action: 'access-reviewed', subject: `review ${number}`, facts });
    ctx.status = 201;
    ctx.body = { number };
  });
  router.get('/reviews/:number.csv', async (ctx) => {
    const number = Number(/^\d{1,15}$/.exec(String(ctx['params']['number'] ?? ''))?.[0] ?? Number.NaN);
    const review = Number.isNaN(number) ? null : await store.getReview(number);
    if (review === null) throw new DecisionsError('review-unknown', { number: String(ctx['params']['number'] ?? '') });
    const earlier = (await store.listReviews(review.connection, REVIEWS_AT_ONCE)).find((one) => one.number < number);
    const before = earlier === undefined ? null : await store.getReview(earlier.number);
    sendCsv(
      ctx,
      `review-${number}.csv`,
      reviewCsv(compareLines(linesOf(review), before === null ? [] : linesOf(before)), review),
    );
  });
}

function sendCsv(ctx: Context, name: string, text: string): void {
  ctx.type = 'text/csv; charset=utf-8';
  ctx.set('Content-Disposition', `attachment; filename="${name}"`);
  ctx.body = text;
}

/** @throws WorkbenchError `connection-unknown`, `review-large` */
async function linesNow(registry: ConnectionRegistry, connection: string): Promise<readonly ReviewLine[]> {
  const service = known(registry, connection);
  const sessions = await allSessions(registry, { connection });
  if (sessions.length > MAX_SESSIONS) throw new DecisionsError('review-large', { limit: MAX_SESSIONS });
  return reviewLines(
    service,
    sessions.map(({ stored }) => stored),
  );
}

/** @throws WorkbenchError `connection-unknown` */
function known(registry: ConnectionRegistry, prefix: string): Service {
  const service = registry.find(prefix)?.service ?? null;
  if (service === null) throw new ConnectionError('connection-unknown', { prefix });
  return service;
}
