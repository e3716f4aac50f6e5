import type { AppSettings } from '#server/config/config.ts';
import type { Service } from '#server/connection/service.ts';
import type { AppData, Total } from '#server/data/app-data.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { DataField } from '#shared/reduction/data-fields.ts';
import { decideReduction, type ReductionDecision } from '#shared/reduction/decide-reduction.ts';
import { predicateOf, type ReductionPredicate, visibleFields } from '#shared/reduction/predicate.ts';
import { type ReductionUser, toReductionUser } from '#shared/reduction/reduction-user.ts';

/** What somebody sees of an app's data, and why: nothing in it is more than that. */
export interface AppReading {
  readonly app: AppSettings;
  readonly data: AppData;
  readonly decision: ReductionDecision;
  readonly predicate: ReductionPredicate;
  /** The fields that are seen. */
  readonly fields: readonly DataField[];
}

/** Sums of some fields that are seen, by others that are. */
export interface Totals {
  readonly by: readonly DataField[];
  readonly measures: readonly DataField[];
  readonly totals: readonly Total[];
}

/** The app's data as a user sees it; null: the app shows none. */
export function readApp({ settings, data: sources }: Service, id: string, user: ReductionUser): AppReading | null {
  const app = settings.apps.find((candidate) => candidate.id === id);
  if (app === undefined) return null;
  const data = sources.find(app.data);
  const decision = decideReduction(app.access, user, data.fields, app);
  return {
    app,
    data,
    decision,
    predicate: predicateOf(decision, data.fields),
    fields: visibleFields(decision, data.fields),
  };
}

/** Whom an access table is asked about, of a session. */
export function reductionUser(login: Pick<LoginSession, 'userDirectory' | 'userId' | 'attributes'>): ReductionUser {
  const attributes = login.attributes.map(({ name, values }) => ({ name, values: values.map(({ value }) => value) }));
  return toReductionUser({ ...login, attributes });
}

/**
 * Sums of every measure by some fields, as far as they are seen.
 * @param names of the fields to group by; those that are left out for the user are left out
 */
export async function totalsBy({ data, fields, predicate }: AppReading, names: readonly string[]): Promise<Totals> {
  const by = names.flatMap((name) => fields.find((field) => field.name === name) ?? []);
  const measures = fields.filter(({ name }) => data.measures.includes(name));
  return { by, measures, totals: await data.totals(by, measures, predicate) };
}
