import { visibleText } from '#shared/base/visible-text.ts';
import type { Tone } from '#shared/explain/facts/fact.ts';
import type { Row, Section } from './outline.ts';
import type { Report } from './report.ts';
import { outlineReport } from './report-outline.ts';

const LABEL_WIDTH = 18;
const COLOURS: Readonly<Record<Tone, string>> = {
  good: '\u001b[32m',
  bad: '\u001b[31m',
  warning: '\u001b[33m',
  plain: '',
};
const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const RESET = '\u001b[0m';

/**
 * The report for a terminal: what is wrong and what to do first, then flows, messages and findings.
 * Text from messages is made visible, never obeyed. Ends with a line break.
 *
 * @param options `colour`: ANSI colours; `all`: the checks that passed too
 */
export function toTextReport(report: Report, options: { readonly colour: boolean; readonly all: boolean }): string {
  return toText(outlineReport(report, options), options);
}

/** Sections for a terminal, as `toTextReport` shows them. */
export function toText(sections: readonly Section[], { colour }: { readonly colour: boolean }): string {
  const paint = colour ? paintAnsi : (text: string) => text;
  const lines = sections.flatMap((section) => [...sectionLines(section, 0, paint), '']);
  return `${lines.join('\n').trimEnd()}\n`;
}

type Paint = (text: string, style: string) => string;

function paintAnsi(text: string, style: string): string {
  return style === '' ? text : `${style}${text}${RESET}`;
}

function sectionLines(section: Section, depth: number, paint: Paint): readonly string[] {
  const indent = '  '.repeat(depth);
  const title = paint(visibleText(section.title), `${depth < 2 ? BOLD : ''}${COLOURS[section.tone]}`);
  const inner = section.sections.flatMap((child) => sectionLines(child, depth + 1, paint));
  return [`${indent}${title}`, ...section.rows.flatMap((row) => rowLines(row, `${indent}  `, paint)), ...inner];
}

function rowLines({ label, values, tone }: Row, indent: string, paint: Paint): readonly string[] {
  const shown = visibleText(label);
  const wide = shown.length >= LABEL_WIDTH;
  const first = `${indent}${paint(shown.padEnd(LABEL_WIDTH), DIM)}`;
  const rest = `${indent}${' '.repeat(LABEL_WIDTH)}`;
  const lines = values.map(
    (value, index) => `${index === 0 && !wide ? first : rest}${paint(visibleText(value), COLOURS[tone])}`,
  );
  return wide ? [first.trimEnd(), ...lines] : lines;
}
