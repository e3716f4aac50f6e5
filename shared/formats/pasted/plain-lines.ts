import type { DecodingStep } from '#shared/wire/message.ts';
import { makeStep } from '#shared/wire/steps.ts';
import { readHexDump } from './hex-dump.ts';
import { isQuotedPrintable, unquotePrintable } from './quoted-printable.ts';

/** Marks at the beginning of lines that are no part of what was written there. */
const MARKS = [
  {
    what: 'the times and names before the lines',
    mark: /^\[?(?:\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} {1,2}\d{1,2} )\d\d:\d\d:\d\d[.,\d]{0,10}(?:Z|[+-]\d\d:?\d\d)?\]?[ \t]+(?:(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|NOTICE)\b:?[ \t]*|\[[^\]\n]{0,80}\]:?[ \t]*|(?:[\w.-]{1,60} )?[\w.$/-]{1,80}(?:\[\d{1,9}\])?:[ \t]+|-{1,3}[ \t]+){0,6}/,
    share: 0.95,
  },
  { what: 'the marks of quoted lines', mark: /^[ \t]{0,8}(?:> ?)+/, share: 0.9 },
  { what: 'the names before the lines', mark: /^[ \t]{0,8}[\w./-]{1,80}[ \t]{1,40}[|│](?:[ \t]|$)/, share: 0.95 },
  { what: 'the numbers of lines', mark: /^[ \t]{0,8}\d{1,7}(?:[:.|)]|[ \t]*[|│])?(?:[ \t]|$)/, share: 0.95 },
  { what: 'the marks of a tree', mark: /^[ \t]{0,400}[-+▶▼▸▾][ \t]{0,8}(?=<)/, share: 0 },
] as const;

/** Fewer lines show no habit. */
const FEWEST = 2;
/** Marks of a tree are told from a text that happens to begin so by what browsers write above it. */
const TREE =
  /does not appear to have any style information|^[ \t]{0,400}[-▶▼▸▾][ \t]{0,8}<[\w:]+[ >][^\n]*\n[ \t]{0,400}[-▶▼▸▾]?[ \t]{0,8}</m;

/** A text without what mail, editors, browsers and the Windows prompt put around each of its lines. */
export function plainLines(text: string): { readonly text: string; readonly steps: readonly DecodingStep[] } {
  const steps: DecodingStep[] = [];
  let plain = readHexDump(text) ?? text;
  if (plain !== text) steps.push(makeStep('found-escaped', { escape: 'a dump in hexadecimal' }));
  if (/^\s*curl(?:\.exe)? /.test(text) && text.includes('^"')) {
    plain = plain.replace(/\^(?:\r?\n\r?\n?|([\s\S]))/g, (_, char = '\n') => String(char));
    steps.push(makeStep('found-lines', { what: 'the carets of the Windows prompt' }));
  }
  if (isQuotedPrintable(plain)) {
    plain = unquotePrintable(plain);
    steps.push(makeStep('found-escaped', { escape: 'quoted-printable' }));
  }
  for (const { what, mark, share } of MARKS) {
    const lines = plain.split('\n');
    if (lines.length < FEWEST || (share === 0 && !TREE.test(plain))) continue;
    const written = lines.filter((line) => line.trim() !== '');
    const marked = written.filter((line) => mark.test(line)).length;
    if (marked === 0 || marked < written.length * share) continue;
    plain = joined(lines.map((line) => line.replace(mark, '')));
    steps.push(makeStep('found-lines', { what }));
  }
  return { text: plain, steps };
}

/** Fewer columns break off by chance. */
const FEWEST_COLUMNS = 60;

/** A long line that was broken at a column, as one again: all of the same length, and the last no longer. */
function joined(lines: readonly string[]): string {
  const written = lines.filter((line) => line.trim() !== '');
  const columns = written[0]?.length ?? 0;
  const isBroken =
    written.length > 2 &&
    columns >= FEWEST_COLUMNS &&
    written.every(({ length }, index) => length === columns || (index === written.length - 1 && length < columns));
  return isBroken ? written.join('') : lines.join('\n');
}
