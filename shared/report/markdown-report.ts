import { visibleText } from '#shared/base/visible-text.ts';
import type { Tone } from '#shared/explain/facts/fact.ts';
import type { Row, Section } from './outline.ts';
import type { Report } from './report.ts';
import { outlineReport } from './report-outline.ts';

const MARKS: Readonly<Record<Tone, string>> = { good: '✅ ', bad: '❌ ', warning: '⚠️ ', plain: '' };

/**
 * The report as Markdown (CommonMark, GitHub's included) for a ticket. Values stand in code spans, where nothing is
 * a link, HTML or emphasis; in titles every character that Markdown knows is escaped. Ends with a line break.
 *
 * @param options `all`: the checks that passed too
 */
export function toMarkdownReport(report: Report, options: { readonly all: boolean }): string {
  return toMarkdown(outlineReport(report, options));
}

/** Sections as Markdown, escaped as `toMarkdownReport` does. */
export function toMarkdown(sections: readonly Section[]): string {
  return `${sections
    .flatMap((section) => sectionLines(section, 2))
    .join('\n')
    .trimEnd()}\n`;
}

function sectionLines(section: Section, level: number): readonly string[] {
  const title = `${'#'.repeat(Math.min(level, 6))} ${MARKS[section.tone]}${escapeMarkdown(section.title)}`;
  const rows = section.rows.flatMap(rowLines);
  return [
    title,
    '',
    ...rows,
    ...(rows.length > 0 ? [''] : []),
    ...section.sections.flatMap((child) => sectionLines(child, level + 1)),
  ];
}

function rowLines({ label, values }: Row): readonly string[] {
  const [only] = values;
  const name = `**${escapeMarkdown(label)}**`;
  if (values.length === 1 && only !== undefined) return [`- ${name}: ${codeSpan(only)}`];
  return [`- ${name}:`, ...values.map((value) => `  - ${codeSpan(value)}`)];
}

/** A value that is no markup. Fenced by more backticks than stand inside (CommonMark 6.1). */
export function codeSpan(value: string): string {
  const text = visibleText(value);
  const longest = (text.match(/`+/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  if (text.trim() === '') return text === '' ? '*(empty)*' : `\`"${text}"\``;
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** Prose that is no markup: a backslash before what could begin some (CommonMark 2.4), and inside what GitHub would make a link by itself. */
export function escapeMarkdown(text: string): string {
  return visibleText(text).replace(/[\\`*_[\]<>#|&~@]|:(?=\/\/)|(?<=www)\./g, '\\$&');
}
