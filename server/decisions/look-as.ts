import type { Service } from '#server/connection/service.ts';
import { judgedWords } from '#server/hub/app-reason.ts';
import { type Disguise, readDisguise, type TypedDisguise } from '#server/hub/disguise.ts';
import { judgeApp } from '#server/hub/judge-app.ts';
import type { AppReading } from '#server/hub/read-app.ts';
import { userName } from '#server/session/user-name.ts';
import type { ViewedAs } from '#shared/api/decisions.ts';
import { printSql } from '#shared/reduction/print-sql.ts';
import type { SqlDialect } from '#shared/reduction/write-sql.ts';
import { DecisionsError } from './decisions-error.ts';
import { noRequest } from './resources.ts';

/** What somebody else sees of an app, and whom that is. */
export interface Look {
  readonly disguise: Disguise;
  readonly app: { readonly id: string; readonly name: string };
  readonly told: ViewedAs;
}

/**
 * What another user, or somebody with made-up attributes, sees of an app; with the same as SQL.
 * @throws WorkbenchError `resource-unknown`, `disguise-invalid`
 */
export async function lookAs(service: Service, id: string, typed: TypedDisguise): Promise<Look> {
  const disguise = await readDisguise(service, typed);
  if ('reason' in disguise) throw new DecisionsError('disguise-invalid', { ...disguise });
  const { login, source } = disguise;
  const judged = judgeApp(service, id, { login, environment: noRequest(service), kept: null });
  if (judged === null)
    throw new DecisionsError('resource-unknown', { connection: service.settings.prefix, kind: 'app', id });
  const { isOpen, words } = judgedWords(judged, userName(login), source === 'made-up');
  const seen = isOpen ? judged.reading : null;
  const decision = seen?.decision;
  const told = {
    ...{ source, isOpen, words },
    omitted: decision?.allowed ? [...decision.omitted] : [],
    rows: seen === null ? null : ((await seen.data.totals([], [], seen.predicate))[0]?.rows ?? 0),
    sql: seen === null ? null : { sqlite: sqlOf(seen, 'sqlite'), postgresql: sqlOf(seen, 'postgresql') },
  };
  return { disguise, app: { id, name: judged.access.name }, told };
}

function sqlOf({ data, fields, predicate }: AppReading, dialect: SqlDialect): string {
  return printSql(predicate, { table: data.table, columns: fields.map(({ column }) => column), dialect });
}
