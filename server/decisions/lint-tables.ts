import type { Service } from '#server/connection/service.ts';
import { reductionUser } from '#server/hub/read-app.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { AccessTables } from '#shared/api/decisions.ts';
import { accessFindingWords } from '#shared/explain/words/access-findings.ts';
import { lintAccessTable } from '#shared/reduction/lint-access-table.ts';

/** Findings of one table that are told. */
const MOST = 500;

/**
 * What is odd about the access tables of a connection, held against the data and against who is logged in.
 * @param sessions of those; none: nothing is said of rows that match nobody
 * @throws WorkbenchError `data-unreadable`
 */
export function lintTables({ settings, data }: Service, sessions: readonly LoginSession[]): AccessTables {
  const inUse = sessions.length === 0 ? null : sessions.map(reductionUser);
  return {
    tables: settings.apps.map((app) => {
      const { fields } = data.find(app.data);
      const findings = lintAccessTable(app.access, { ...app, data: fields, inUse });
      return {
        app: app.id,
        identities: [...app.access.identities],
        fields: [...app.access.fields],
        rows: app.access.rows.length,
        findings: findings.slice(0, MOST).map((finding) => {
          const { code, severity, row, line } = finding;
          return { code, severity, row, line, ...accessFindingWords(finding) };
        }),
        left: Math.max(0, findings.length - MOST),
      };
    }),
  };
}
