import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WorkbenchError } from '#shared/base/errors.ts';
import { printJson } from '#shared/base/print-json.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { type BrokenSignatures, brokenSignatures } from '#shared/redact/broken-signatures.ts';
import { describeReceipt } from '#shared/redact/receipt.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { CommandError } from './command-error.ts';
import { help, REDACT_HELP } from './help.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { withProgress } from './progress.ts';
import { causeReason, readBytes } from './read-file.ts';

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  format: { type: 'string', default: 'text' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * `redact FILE [-o FILE]`: writes the input with names and values replaced, and on standard error what was replaced. The
 * key of the pseudonyms is made here and thrown away.
 * @throws WorkbenchError where the input cannot be read or the output not written, or the call is wrong; nothing is
 *   written then
 */
export async function redact(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    io.out(help(REDACT_HELP, io.command));
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('redact takes one file, or "-"');
  const format = parseChoice('--format', values.format, ['text', 'json']);
  if (values.output !== undefined && file !== '-' && resolve(values.output) === resolve(file)) {
    throw usage(`-o ${values.output} would write over the original`);
  }
  const key = crypto.getRandomValues(new Uint8Array(32));
  const bytes = await readBytes(file, io);
  const broken = await brokenIn(bytes);
  const { text, receipt } = await withProgress(io, 'Redacting', (onProgress) =>
    redactInput(bytes, key, { onProgress, broken }),
  );
  if (values.output === undefined) io.out(text);
  else await write(values.output, text);
  io.err(format === 'json' ? printJson(receipt) : describeReceipt(receipt));
  return 0;
}

/** Signatures that do not fit what they sign; of what cannot be read there are none, and the redaction says why. */
async function brokenIn(bytes: Uint8Array): Promise<BrokenSignatures> {
  try {
    const { messages } = await inspectInput(bytes, await knowledgeFrom({}));
    return brokenSignatures(messages);
  } catch (error) {
    if (error instanceof WorkbenchError) return new Set();
    throw error;
  }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    // The file need not be there, only its folder.
    const reason = causeReason(cause).replace('no such file', 'no such folder');
    throw new CommandError('file-unwritable', { file: path, reason }, { cause });
  }
}
