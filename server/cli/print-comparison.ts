import { printJson } from '#shared/base/print-json.ts';
import { chooseFlows } from '#shared/compare/choose-flows.ts';
import { compareFlows } from '#shared/compare/compare-flows.ts';
import { type JsonReport, toJsonReport } from '#shared/report/json-report.ts';
import { toMarkdown } from '#shared/report/markdown-report.ts';
import { outlineComparison } from '#shared/report/outline-comparison.ts';
import type { Report } from '#shared/report/report.ts';
import { toText } from '#shared/report/text-report.ts';
import { CommandError } from './command-error.ts';

/** Two inspected inputs and their names. */
export interface ComparedFlows {
  readonly report: Report;
  readonly other: Report;
  readonly names: { readonly one: string; readonly other: string };
}

/**
 * In what the flows of two inputs differ: alone as text and Markdown, beside the first one's report as JSON.
 * @throws WorkbenchError `nothing-to-compare` where one of them has no login or logout of the same kind
 */
export function printComparison(
  { report, other, names }: ComparedFlows,
  { format, all, colour }: { readonly format: 'text' | 'json' | 'md'; readonly all: boolean; readonly colour: boolean },
): string {
  const chosen = chooseFlows(report, other);
  if (chosen === null) throw new CommandError('nothing-to-compare');
  const differences = compareFlows(chosen.one, chosen.other);
  const [one, two] = [chosen.one.flow, chosen.other.flow];
  if (format === 'json') {
    const flows = [one, two].map(({ kind, outcome }) => ({ kind, outcome }));
    const json: JsonReport = { ...toJsonReport(report, { all }), comparison: { flows, differences } };
    return `${printJson(json, 2)}\n`;
  }
  const sections = outlineComparison(differences, { one, other: two }, names);
  return format === 'md' ? toMarkdown(sections) : toText(sections, { colour });
}
