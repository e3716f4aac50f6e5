import {
  ACCESS_MATRIX,
  ACCESS_TABLES,
  DECISIONS,
  EXPLAINED_ACCESS,
  OPENED_BY_VALUE,
  OPENS_RESOURCE,
  REVIEW_DRAFT,
  REVIEWS,
  SIGNED_OFF,
  UNUSED_RULES,
  VIEWED_AS,
} from '#shared/api/decisions.ts';
import { ask } from './ask.ts';

const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields);

/** What everybody who is logged in may do; `before`: where the page before it ended. */
export const askAccess = (connection: string, before: string | null) =>
  ask(`/api/access?${query({ connection, ...(before === null ? {} : { before }) })}`, ACCESS_MATRIX);

/** What a value opens, and who carries it. */
export const askValue = (connection: string, attribute: string, value: string) =>
  ask(`/api/access/value?${query({ connection, attribute, value })}`, OPENED_BY_VALUE);

/** Which values open a stream or an app. */
export const askResource = (connection: string, search: URLSearchParams) =>
  ask(`/api/access/resource?${new URLSearchParams([['connection', connection], ...search])}`, OPENS_RESOURCE);

/** Whether somebody may do something, and why. */
export const explainAccess = (question: {
  connection: string;
  user: string;
  attributes: string;
  kind: string;
  id: string;
  action: string;
}) => ask('/api/access/explain', EXPLAINED_ACCESS, { method: 'POST', body: question });

/** A page of what was decided; null: the newest. */
export const askDecisions = (connection: string, before: number | null) =>
  ask(`/api/decisions?${query({ connection, ...(before === null ? {} : { before: String(before) }) })}`, DECISIONS);

/** Rules that nobody used in so many days. */
export const askUnusedRules = (connection: string, days: number) =>
  ask(`/api/unused-rules?${query({ connection, days: String(days) })}`, UNUSED_RULES);

/** Who may do what now, for a review. */
export const askReviewDraft = (connection: string) => ask(`/api/reviews/draft?${query({ connection })}`, REVIEW_DRAFT);

/** What was signed off. */
export const askReviews = (connection: string) => ask(`/api/reviews?${query({ connection })}`, REVIEWS);

/** Signs off what was looked at. */
export const signOff = (connection: string, digest: string, note: string) =>
  ask('/api/reviews', SIGNED_OFF, { method: 'POST', body: { connection, digest, note } });

/** The access tables, and what is odd about each. */
export const askTables = (connection: string) => ask(`/api/access/tables?${query({ connection })}`, ACCESS_TABLES);

/** What somebody else sees of an app; it is written down. */
export const viewAs = (look: { connection: string; app: string; user: string; attributes: string }) =>
  ask('/api/access/view-as', VIEWED_AS, { method: 'POST', body: look });
