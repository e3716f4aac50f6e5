import { useEffect, useState } from 'preact/hooks';
import type { ConnectionDetails } from '#shared/api/connections.ts';
import type { Document } from '../connections/draft.ts';
import { mergeRows, type RuleConflict } from './merge-rows.ts';
import { type RuleRow, rowsOf } from './rule-rows.ts';

/** Rules as they are being edited. */
export interface RulesDraft {
  readonly rows: readonly RuleRow[];
  /** The connection with them. */
  readonly document: Document;
  readonly isChanged: boolean;
  /** Rules that somebody else has saved otherwise meanwhile. */
  readonly conflicts: readonly RuleConflict[];
  readonly put: (rows: readonly RuleRow[]) => void;
  /** Takes what the other has made of a rule. */
  readonly takeTheirs: (conflict: RuleConflict) => void;
  /** Leaves mine in place. */
  readonly keepMine: (conflict: RuleConflict) => void;
  readonly discard: () => void;
}

interface Edited {
  /** What the edits began from. */
  readonly base: readonly RuleRow[];
  readonly revision: string;
  readonly rows: readonly RuleRow[];
  readonly conflicts: readonly RuleConflict[];
}

/**
 * Edits the rules of a connection. When somebody else saves meanwhile, and what is there now is loaded, their changes are
 * joined with these, rule by rule.
 */
export function useRulesDraft({ document, revision }: Pick<ConnectionDetails, 'document' | 'revision'>): RulesDraft {
  const [edited, setEdited] = useState<Edited | null>(null);
  useEffect(() => {
    setEdited((old) => (old === null || old.revision === revision ? old : joined(old, rowsOf(document), revision)));
    // A document with the same revision is the same.
  }, [revision]);
  const rows = edited?.rows ?? rowsOf(document);
  const conflicts = edited?.conflicts ?? [];
  const put = (next: readonly RuleRow[]) =>
    setEdited((old) => ({ base: rowsOf(document), revision, conflicts: [], ...old, rows: next }));
  const settle = ({ name }: RuleConflict, next: readonly RuleRow[]) =>
    setEdited((old) => old && { ...old, rows: next, conflicts: old.conflicts.filter((one) => one.name !== name) });
  return {
    rows,
    document: edited === null ? document : { ...document, rules: rows },
    isChanged: edited !== null,
    conflicts,
    put,
    takeTheirs: (conflict) => settle(conflict, withTheirs(rows, conflict)),
    keepMine: (conflict) => settle(conflict, rows),
    discard: () => setEdited(null),
  };
}

function joined({ base, rows, conflicts: old }: Edited, theirs: readonly RuleRow[], revision: string): Edited {
  const { rows: merged, conflicts } = mergeRows(base, rows, theirs);
  const names = new Set(conflicts.map(({ name }) => name));
  return {
    base: theirs,
    revision,
    rows: merged,
    conflicts: [...old.filter(({ name }) => !names.has(name)), ...conflicts],
  };
}

function withTheirs(rows: readonly RuleRow[], { name, theirs }: RuleConflict): readonly RuleRow[] {
  const others = rows.filter((row) => row['name'] !== name);
  if (theirs === null) return others;
  const index = rows.findIndex((row) => row['name'] === name);
  return index < 0 ? [...rows, theirs] : rows.with(index, theirs);
}
