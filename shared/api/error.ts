import * as v from 'valibot';

/** The body of every answer of `/api/...` that is an error. */
export const API_ERROR = v.object({
  error: v.object({
    /** Stable, kebab-case; also in the log. */
    code: v.string(),
    /** What is wrong, in a sentence or two. */
    message: v.string(),
    /** What to do about it. */
    fix: v.nullable(v.string()),
    /** The values behind the words. */
    facts: v.record(v.string(), v.union([v.string(), v.number()])),
  }),
});

/** What an API call answers when it is refused. */
export type ApiErrorBody = v.InferOutput<typeof API_ERROR>;
