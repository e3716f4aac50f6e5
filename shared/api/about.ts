import * as v from 'valibot';
import { CONSOLE_SESSION } from './console-session.ts';

/** `GET /api/about`: what the companion says of itself. */
export const ABOUT = v.object({
  version: v.string(),
  /** Of Node. */
  runtime: v.string(),
  /** The companion's address as browsers see it. */
  url: v.string(),
  /** What it listens at. */
  listens: v.string(),
  /** Milliseconds since the epoch. */
  startedAt: v.number(),
  /** Its clock, for comparison with this browser's. */
  now: v.number(),
  configuration: v.string(),
  stateFolder: v.string(),
  /** What keeps sessions, and where. */
  store: v.string(),
  /** Days for which lines of the audit are kept, and how many at most. */
  auditDays: v.number(),
  auditLines: v.number(),
  /** Who besides the token's holder may sign in to the console; null: nobody. */
  consoleLogin: v.nullable(v.object({ connection: v.string(), condition: v.string() })),
});

/** What the companion says of itself. */
export type About = v.InferOutput<typeof ABOUT>;

/** `GET /api/console-entry`, which is an answer like others where nobody is signed in: no error that a browser counts. */
export const CONSOLE_ENTRY = v.object({
  /** Where somebody without the token logs in; null: nobody may. */
  loginPath: v.nullable(v.string()),
  /** Whose console session the request's cookie names; null: nobody is signed in. */
  session: v.nullable(CONSOLE_SESSION),
});

/** What `GET /api/console-entry` answers. */
export type ConsoleEntry = v.InferOutput<typeof CONSOLE_ENTRY>;
