import type { AppSettings, LoadedConnection } from '#server/config/config.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { accessFindingWords } from '#shared/explain/words/access-findings.ts';
import { lintAccessTable } from '#shared/reduction/lint-access-table.ts';
import type { CompanionEnvironment } from './service.ts';

/** Lines of one app in the log at most; the console shows them all. */
const MAX_LINES = 20;

/**
 * Says in the log who is locked out by the access tables of a connection, or can never be meant. Its data is made here
 * where it was not yet; what cannot be made stops no start: the app says so.
 */
export function warnOfAccess(
  { log, data }: Pick<CompanionEnvironment, 'log' | 'data'>,
  { prefix, apps }: Pick<LoadedConnection, 'prefix' | 'apps'>,
): void {
  for (const app of apps) {
    try {
      for (const reason of mistakesOf(app, data))
        log.warn('access-table-odd', { connection: prefix, code: app.id, reason });
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      log.warn('access-table-odd', { connection: prefix, code: error.code, reason: error.message });
    }
  }
}

function mistakesOf(app: AppSettings, data: CompanionEnvironment['data']): readonly string[] {
  const { fields } = data.find(app.data);
  const findings = lintAccessTable(app.access, { ...app, data: fields, inUse: null });
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.slice(0, MAX_LINES).map((finding) => accessFindingWords(finding).title);
}
