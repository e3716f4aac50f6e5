import { printJson } from '#shared/base/print-json.ts';
import { isError } from '#shared/inspection/finding.ts';
import { describeMetadata } from '#shared/metadata/describe-metadata.ts';
import { toJsonMetadata } from '#shared/metadata/metadata-json.ts';
import { outlineMetadata } from '#shared/metadata/metadata-outline.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toText } from '#shared/report/text-report.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { help, METADATA_HELP } from './help.ts';
import { parseChoice, parseMoment, parseOptions, usage } from './parse-options.ts';
import { namingFile, readBytes } from './read-file.ts';
import { readKnowledge } from './read-knowledge.ts';

const OPTIONS = {
  entity: { type: 'string' },
  cert: { type: 'string', multiple: true },
  at: { type: 'string' },
  format: { type: 'string', default: 'text' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * `metadata FILE [options]`: what a metadata file says: problems first, then roles, endpoints, keys and people; an
 * aggregate in brief. Gives 1 where an error was found.
 * @throws WorkbenchError where the file is no metadata, has no such entity, or the call is wrong
 */
export async function metadata(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    io.out(help(METADATA_HELP, io.command));
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('metadata takes one file, or "-"');
  const format = parseChoice('--format', values.format, ['text', 'json']);
  const at = parseMoment(values.at) ?? io.now();
  const knowledge = await readKnowledge(
    { metadata: [], certificates: values.cert ?? [], keys: [], connection: null, at },
    io,
  );
  const bytes = await readBytes(file, io);
  const described = await namingFile(file, async () =>
    describeMetadata(await inspectInput(bytes, knowledge), values.entity ?? null, at),
  );
  const isText = format === 'text';
  io.out(isText ? toText(outlineMetadata(described), io) : `${printJson(toJsonMetadata(described), 2)}\n`);
  return described.findings.some(isError) ? 1 : 0;
}
