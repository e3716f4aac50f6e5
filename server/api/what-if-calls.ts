import type { Context } from 'koa';
import { tryDocument } from '#server/connection/change-connection.ts';
import { ConnectionError } from '#server/connection/connection-error.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { replayRecorded } from '#server/decisions/replay-recorded.ts';
import { type WhatIf, whatIf } from '#server/decisions/what-if.ts';
import { WHAT_IF_QUESTION, type WhatIfAnswer } from '#shared/api/what-if.ts';
import type { ReplayedList, ReplayResult } from '#shared/what-if/replay-decisions.ts';
import type { AddCalls } from './api-app.ts';
import { newestSessions } from './find-sessions.ts';
import { readInput } from './read-input.ts';

/** As of connections. */
const MAX_BODY = 4 * 1024 * 1024;

/** Sessions that are looked at, the newest first. */
const MAX_SESSIONS = 10_000;

/** `/api/connections/{prefix}/what-if`: what a change would come to for whoever is logged in, before it is made. */
export function whatIfCalls(registry: ConnectionRegistry): AddCalls {
  return (router) => {
    router.post('/connections/:prefix/what-if', async (ctx: Context) => {
      const { document } = await readInput(ctx, WHAT_IF_QUESTION, MAX_BODY);
      const prefix = String(ctx['params'].prefix ?? '');
      const before = registry.find(prefix)?.service ?? null;
      if (before === null) throw new ConnectionError('connection-unknown', { prefix });
      const after = await tryDocument(registry, prefix, document);
      if (after === null) throw new ConnectionError('connection-unknown', { prefix });
      const { sessions, isMore } = await newestSessions(registry, prefix, MAX_SESSIONS);
      const logins = sessions.map(({ stored }) => stored.login);
      const live = await whatIf(before, after, logins);
      const recorded = await replayRecorded(before, after);
      ctx.body = { ...tell(live, isMore), recorded: tellReplay(recorded) } satisfies WhatIfAnswer;
    });
  };
}

function tell(
  { people, gaining, losing, gains, losses, sights, unsure, refused }: WhatIf,
  isMore: boolean,
): Omit<WhatIfAnswer, 'recorded'> {
  const toGrant = ({ by, rows, ...grant }: WhatIf['gains']['listed'][number]) => ({
    ...grant,
    by: [...by],
    rows: [...rows],
  });
  return {
    sessions: { count: people, gaining, losing, isMore },
    gains: { count: gains.count, listed: gains.listed.map(toGrant) },
    losses: { count: losses.count, listed: losses.listed.map(toGrant) },
    sights: { count: sights.count, listed: sights.listed.map(toSight) },
    unsure: [...unsure],
    refused: refused.map(({ user, problem: { row, reason } }) => ({ user, from: row.from, to: row.to, reason })),
  };
}

function toSight(sight: WhatIf['sights']['listed'][number]): WhatIfAnswer['sights']['listed'][number] {
  return {
    ...sight,
    fields: sight.fields.map(({ field, gained, lost }) => ({ field, gained: [...gained], lost: [...lost] })),
    ...{ shown: [...sight.shown], hidden: [...sight.hidden] },
    ...{ rowsBefore: [...sight.rowsBefore], rowsAfter: [...sight.rowsAfter] },
  };
}

function tellReplay({ decisions, unknown, gains, losses }: ReplayResult): WhatIfAnswer['recorded'] {
  const toList = ({ listed, ...counts }: ReplayedList) => ({
    ...counts,
    listed: listed.map(({ by, ...change }) => ({ ...change, by: [...by] })),
  });
  return { decisions, unknown, gains: toList(gains), losses: toList(losses) };
}
