import { fillWords } from '#shared/base/errors.ts';
import type { AccessFinding, AccessFindingCode } from '#shared/reduction/access-finding.ts';

/** What is odd, and what to do about it; `{row}`, `{column}`, `{written}` and `{other}` are the finding's. */
const WORDS: Readonly<Record<AccessFindingCode, { readonly title: string; readonly fix: string }>> = {
  'admin-missing': {
    title: 'No row is for an ADMIN.',
    fix: 'Nobody sees all of the data, whoever has to look after it included. Add a row with ACCESS ADMIN and empty fields.',
  },
  'service-user-missing': {
    title: 'No row names {written}.',
    fix: 'Nothing is missing here. In Qlik Sense a scheduled reload runs as that user and fails without a row of its own.',
  },
  'field-not-in-data': {
    title: 'The data has no field {column}.',
    fix: 'Whom a row gives a value of it sees nothing at all. Name the column like the field, or take it out.',
  },
  'omit-not-in-data': {
    title: 'Row {row} leaves out {written}, which is no field of the data.',
    fix: 'It hides nothing. Write the field’s name as the data has it.',
  },
  'value-not-in-data': {
    title: 'Row {row}: the data has no {column} {written}.',
    fix: 'The value gives nothing. Correct it, or take the row out until the data has it.',
  },
  'row-locks-out': {
    title: 'Row {row} locks out whoever has no other one.',
    fix: 'Who is given only values that the data lacks sees nothing at all, not even other fields.',
  },
  'case-differs-from-data': {
    title: 'Row {row}: {column} is {written} here and {other} in the data.',
    fix: 'It is found all the same. Qlik compares in upper case: there the data must be in upper case, or nothing matches.',
  },
  'case-differs-in-data': {
    title: 'The data has {column} as {written} and as {other}.',
    fix: 'Both are the same here, and seen together. In reports they are two: mend the data.',
  },
  'case-differs-from-group': {
    title: 'Row {row}: the group is {written} here and {other} where it comes from.',
    fix: 'It matches all the same. A rule that compares with == would not.',
  },
  'empty-cell': {
    title: 'Row {row} says nothing of {column}.',
    fix: 'As emptyCell is set, an empty cell of a USER gives {other} of that field. Write a value, or * for those that are listed.',
  },
  'row-for-nobody': {
    title: 'Row {row} does not say whom it is for.',
    fix: 'It applies to nobody. Fill one of {other}; * is for anyone.',
  },
  'row-matches-nobody': {
    title: 'Row {row} applies to nobody who is logged in now.',
    fix: 'That may be as it should be. If not, compare its spelling with what the identity provider sends.',
  },
  'userid-without-directory': {
    title: 'Row {row}: {written} has no user directory.',
    fix: 'It can match nobody: write DIRECTORY\\USER.',
  },
  'star-lists-nothing': {
    title: 'Row {row}: * of {column} gives nothing.',
    fix: '* is every value that this table lists for the field, not every value of the data, and it lists none.',
  },
  'row-repeated': { title: 'Row {row} is the same as row {other}.', fix: 'It gives nothing more. Take it out.' },
  'fields-cross': {
    title: 'Rows {other} are for the same people and differ in {written}.',
    fix: 'Each field is reduced by itself, so they also see combinations that no single row gives.',
  },
};

/** The words for what lint found in an access table. Values in it are hostile text: show them as text. */
export function accessFindingWords(finding: AccessFinding): { readonly title: string; readonly fix: string } {
  const { title, fix } = WORDS[finding.code];
  return { title: fill(title, finding), fix: fill(fix, finding) };
}

function fill(template: string, finding: AccessFinding): string {
  const facts: Readonly<Record<string, string>> = {
    row: String(finding.row ?? ''),
    column: finding.column ?? '',
    written: finding.written,
    other: finding.other,
  };
  return fillWords(template, facts);
}
