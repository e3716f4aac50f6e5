import type { Store } from '#server/store/store.ts';
import type { AuditPage } from '#shared/api/audit.ts';

/** Lines of one page at most. */
const MAX_LINES = 200;

/**
 * A page of the audit, the newest first.
 * @param before the number that the page before gave as `next`; null: from the newest
 */
export async function listAudit(store: Store, before: number | null, limit: number): Promise<AuditPage> {
  const most = Math.min(Math.max(1, limit), MAX_LINES);
  const lines = await store.listAudit(before, most + 1);
  const entries = lines.slice(0, most);
  return { entries: [...entries], next: lines.length > most ? (entries.at(-1)?.number ?? null) : null };
}
