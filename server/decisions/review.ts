import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { csvLine } from '#server/pages/write-csv.ts';
import type { StoredReview } from '#server/store/review-rows.ts';
import { REVIEW_LINES, type ReviewDraft, type ReviewLine } from '#shared/api/decisions.ts';
import { keyOfLine } from './matrix.ts';

/** What names the lines that somebody looked at. */
export function digestOf(lines: readonly ReviewLine[]): string {
  return createHash('sha256').update(JSON.stringify(lines)).digest('base64url');
}

/** The lines of a review as it was kept. */
export function linesOf({ data }: StoredReview): readonly ReviewLine[] {
  return v.parse(REVIEW_LINES, data);
}

/** Each line with how it compares with the review before; what that had and is not there any more stands at the end. */
export function compareLines(lines: readonly ReviewLine[], before: readonly ReviewLine[]): ReviewDraft['lines'] {
  const old = new Map(before.map((line) => [keyOfLine(line), line]));
  const now = lines.map((line) => {
    const other = old.get(keyOfLine(line));
    old.delete(keyOfLine(line));
    return { ...line, change: changeOf(line, other) };
  });
  return [...now, ...[...old.values()].map((line) => ({ ...line, change: 'gone' as const }))];
}

function changeOf(line: ReviewLine, before: ReviewLine | undefined): 'new' | 'changed' | 'same' {
  if (before === undefined) return 'new';
  const isSame = JSON.stringify([line.by, line.sees]) === JSON.stringify([before.by, before.sees]);
  return isSame ? 'same' : 'changed';
}

/** A review for a spreadsheet, with who signed it off. */
export function reviewCsv(
  lines: ReviewDraft['lines'],
  { by, at, note, digest }: Pick<StoredReview, 'by' | 'at' | 'note' | 'digest'>,
): string {
  const head = ['User', 'Resource', 'Action', 'Rules', 'Sees', 'Since the last review'];
  return [
    csvLine([...head, 'Signed off by', 'At', 'Note', 'Digest']),
    ...lines.map((line) =>
      csvLine([
        ...[line.user, line.resource, line.action, line.by.join('; '), line.sees, line.change],
        ...[by, new Date(at).toISOString(), note, digest],
      ]),
    ),
  ].join('');
}
