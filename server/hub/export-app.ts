import { Readable } from 'node:stream';
import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { csvLine } from '#server/pages/write-csv.ts';
import { userName } from '#server/session/user-name.ts';
import { Refusal } from '#server/web/refusal.ts';
import { openApp, rulesFor } from './open-app.ts';
import type { AppReading } from './read-app.ts';
import { recordDecision } from './record-decision.ts';

/** Rows that the database gives at a time: others have their turn in between. */
const ROWS_AT_A_TIME = 2000;

/**
 * `GET /{prefix}/app/{id}/rows.csv`: the rows and fields of the data that its session sees, if a rule allows `exportData`
 * (Qlik Sense asks for the same). What is left out for somebody is left out of the file.
 */
export function exportApp(service: Service): Middleware<{ params: { id: string } }> {
  return async (ctx) => {
    const opened = await openApp(ctx, service);
    const { reading, session, access } = opened;
    const by = reading === null ? [] : rulesFor('exportData', service, opened);
    const reason = by.length > 0 ? '' : 'no-rule';
    const decided = {
      id: access.id,
      action: 'exportData',
      judged: opened,
      allowed: reason === '',
      by,
      reason,
    } as const;
    await recordDecision(service, session.login, decided);
    if (reading === null || by.length === 0)
      throw new Refusal(
        {
          status: 403,
          code: 'export-closed',
          owner: 'sp',
          title: 'The data of this app is not yours to export',
          explanation: 'The app is open to you, but it has no data, or no rule allows the action exportData.',
          steps: [{ label: 'Back to the app', href: `${service.base}/app/${encodeURIComponent(access.id)}` }],
        },
        { connection: service.settings.prefix, user: userName(session.login) },
      );
    ctx.type = 'text/csv; charset=utf-8';
    ctx.set('Content-Disposition', `attachment; filename="${access.id.replace(/[^\w.-]/g, '_')}.csv"`);
    ctx.body = Readable.from(linesOf(reading));
  };
}

async function* linesOf({ data, fields, predicate }: AppReading): AsyncGenerator<string> {
  yield csvLine(fields.map(({ name }) => name));
  for (let after = 0; ; ) {
    const rows = await data.rows(fields, predicate, { after, limit: ROWS_AT_A_TIME });
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.number;
    yield rows.map(({ values }) => csvLine(values)).join('');
  }
}
