import * as v from 'valibot';
import { APP_DATA_NAMES } from '#server/data/app-data.ts';
import { ACCESS_ROWS_SCHEMA } from '#shared/reduction/read-access-rows.ts';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));

/** What an app of a stream shows, and who sees what of it. Its access table is read by `server/connection/load-apps.ts`. */
export const appEntry = v.strictObject({
  id: v.pipe(text, v.description('Of an app that a stream has.')),
  data: v.pipe(
    v.picklist(APP_DATA_NAMES, `must be one of ${APP_DATA_NAMES.join(', ')}`),
    v.description('What it shows. sales: invented sales of two years, made at the start in the state folder.'),
  ),
  access: v.unknown(),
  emptyCell: v.optional(
    v.pipe(
      v.picklist(['nothing', 'everything'], 'must be nothing or everything'),
      v.description('What an empty reduction cell on a row of kind USER lets see of that field.'),
    ),
    'nothing',
  ),
  serviceUser: v.optional(
    v.pipe(
      text,
      v.description(
        'DIRECTORY\\USER that loads the data and needs a row of its own. Default: INTERNAL\\SA_SCHEDULER for tables in a load script, else nobody.',
      ),
    ),
  ),
  viewAs: v.optional(
    v.pipe(
      text,
      v.description(
        'Who may look at the app as somebody else, besides those whose login opens the console: a condition over the user as in rules. Default: nobody.',
      ),
    ),
  ),
});

/** The forms of an access table: rows, or a file or text. `server/connection/load-apps.ts` says what is wrong in which row. */
export const ACCESS_SCHEMA = v.union([
  ACCESS_ROWS_SCHEMA,
  v.pipe(v.string(), v.description('A file (.yaml, .csv, .qvs), or CSV or a load script of Qlik as text.')),
]);

/** One entry of `apps` as the schema gives it. */
export type AppEntry = v.InferOutput<typeof appEntry>;
