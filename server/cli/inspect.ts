import { secondOpinion } from '#server/gate/second-opinion.ts';
import { printJson } from '#shared/base/print-json.ts';
import { hasFailed } from '#shared/flows/has-failed.ts';
import { isError } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { OWNERS } from '#shared/inspection/owner.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { inspectHarStream } from '#shared/report/inspect-har-stream.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { toMarkdownReport } from '#shared/report/markdown-report.ts';
import type { Report } from '#shared/report/report.ts';
import { toTextReport } from '#shared/report/text-report.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { help, INSPECT_HELP } from './help.ts';
import { openInput } from './open-input.ts';
import { parseChoice, parseMoment, parseOptions, usage } from './parse-options.ts';
import { printComparison } from './print-comparison.ts';
import { printMessage } from './print-message.ts';
import { withProgress } from './progress.ts';
import { namingFile } from './read-file.ts';
import { readKnowledge } from './read-knowledge.ts';

const OPTIONS = {
  metadata: { type: 'string', multiple: true },
  cert: { type: 'string', multiple: true },
  key: { type: 'string', multiple: true },
  connection: { type: 'string' },
  at: { type: 'string' },
  format: { type: 'string', default: 'text' },
  all: { type: 'boolean', default: false },
  compare: { type: 'string' },
  for: { type: 'string' },
  names: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Format = 'text' | 'json' | 'md';

/**
 * `inspect [FILE|-] [options]`: inspects one input and prints the report. Gives 1 where an error was found, or a login or logout was
 * refused or broken off.
 * @throws WorkbenchError where the input or an option's file cannot be read, or the call is wrong
 */
export async function inspect(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    io.out(help(INSPECT_HELP, io.command));
    return 0;
  }
  if (positionals.length > 1) throw usage(`inspect takes one file, not ${positionals.length}`);
  const format = parseChoice('--format', values.format, ['text', 'json', 'md']);
  const at = parseMoment(values.at);
  const owner = values.for === undefined ? null : parseChoice('--for', values.for, OWNERS);
  if (owner !== null && values.compare !== undefined) throw usage('--for and --compare do not go together');
  if (owner !== null && format === 'json') throw usage('--for gives Markdown, and no json');
  if (owner === null && values.names) throw usage('--names goes with --for');
  const knowledge = await readKnowledge(
    {
      metadata: values.metadata ?? [],
      certificates: values.cert ?? [],
      keys: values.key ?? [],
      connection: values.connection ?? null,
      at,
    },
    io,
  );
  const report = await inspectFile(positionals[0] ?? '-', knowledge, io, needsNoTrees(values));
  if (owner !== null) io.out(await printMessage(owner, report, values.names));
  else if (values.compare === undefined) io.out(print(report, format, values.all, io.colour));
  else {
    const path = values.compare;
    const other = await namingFile(path, () => inspectFile(path, knowledge, io));
    const names = { one: positionals[0] ?? '-', other: path };
    io.out(printComparison({ report, other, names }, { format, all: values.all, colour: io.colour }));
  }
  return report.findings.some(isError) || report.flows.some(hasFailed) ? 1 : 0;
}

/** A report that tells neither what passed nor XML that was opened needs no trees: of a long recording these are most of it. */
function needsNoTrees(asked: { all: boolean; compare?: string; for?: string; key?: readonly string[] }): boolean {
  return !asked.all && asked.compare === undefined && asked.for === undefined && asked.key === undefined;
}

async function inspectFile(path: string, knowledge: Knowledge, io: CliIo, light = false): Promise<Report> {
  const input = await openInput(path, io);
  return await withProgress(io, 'Reading', async (onProgress) => {
    const options = { onProgress, secondOpinion };
    if (input.bytes !== null) return await inspectInput(input.bytes, knowledge, options);
    return await inspectHarStream(input.chunks, knowledge, { ...options, light });
  });
}

function print(report: Report, format: Format, all: boolean, colour: boolean): string {
  if (format === 'json') return `${printJson(toJsonReport(report, { all }), 2)}\n`;
  return format === 'md' ? toMarkdownReport(report, { all }) : toTextReport(report, { colour, all });
}
