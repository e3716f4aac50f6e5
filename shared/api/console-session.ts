import * as v from 'valibot';

/** `POST /console/login`: the administrator's token. */
export const CONSOLE_LOGIN = v.strictObject({ token: v.pipe(v.string(), v.trim(), v.maxLength(1000)) });

/** `GET /api/console-session`, and the answer to a login: who is signed in to the console, and until when. */
export const CONSOLE_SESSION = v.object({
  name: v.string(),
  /** Milliseconds since the epoch; null: by the token itself, without a session. */
  expiresAt: v.nullable(v.number()),
});

/** Who is signed in to the console. */
export type ConsoleSession = v.InferOutput<typeof CONSOLE_SESSION>;

/** The header that every writing request of the console has: no form and no other site's page can send it. */
export const CONSOLE_HEADER = { name: 'X-Workbench-Console', value: '1' } as const;
