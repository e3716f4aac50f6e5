import { decideMessage } from '#server/gate/decide.ts';
import type { DecidedSession, MessageDecision } from '#server/gate/message-decision.ts';
import { printJson } from '#shared/base/print-json.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { type JsonFinding, toJsonFinding } from '#shared/report/json-report.ts';
import { type Row, row, section } from '#shared/report/outline.ts';
import { findingRows } from '#shared/report/report-outline.ts';
import { toText } from '#shared/report/text-report.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { help, VALIDATE_HELP } from './help.ts';
import { parseChoice, parseMoment, parseOptions, usage } from './parse-options.ts';
import { namingFile, readTextFile } from './read-file.ts';
import { readConnectionFile } from './read-knowledge.ts';

/** What `validate --format json` prints. */
export interface JsonDecision {
  readonly verdict: 'accept' | 'reject';
  /** The reasons of a refusal first, the cause at their head; checks that passed are left out. */
  readonly findings: readonly JsonFinding[];
  /** Null for a refusal and for logout messages. */
  readonly session: DecidedSession | null;
}

const OPTIONS = {
  connection: { type: 'string' },
  binding: { type: 'string', default: 'post' },
  at: { type: 'string' },
  'request-id': { type: 'string' },
  format: { type: 'string', default: 'text' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * `validate FILE --connection FILE [options]`: asks the server's gate about one message. Gives 1 for a refusal.
 * @throws WorkbenchError where the message or a file cannot be read, or the call is wrong
 */
export async function validate(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    io.out(help(VALIDATE_HELP, io.command));
    return 0;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw usage('validate takes one file, or "-"');
  if (values.connection === undefined) throw usage('validate needs --connection FILE');
  const binding = parseChoice('--binding', values.binding, ['post', 'redirect', 'soap']);
  const format = parseChoice('--format', values.format, ['text', 'json']);
  const now = parseMoment(values.at) ?? io.now();
  const { connection } = await readConnectionFile(values.connection, io);
  const raw = (await readTextFile(file, io)).trim().replace(/^\?/, '');
  const requestId = values['request-id'];
  const asked = requestId === undefined ? {} : { requestId };
  const decision = await namingFile(file, () => decideMessage({ raw, binding, connection, now, ...asked }));
  io.out(format === 'json' ? `${printJson(toJsonDecision(decision), 2)}\n` : printDecision(decision));
  return decision.verdict === 'accept' ? 0 : 1;
}

function toJsonDecision({ verdict, findings, session }: MessageDecision): JsonDecision {
  return { verdict, findings: findings.filter(({ outcome }) => outcome !== 'pass').map(toJsonFinding), session };
}

/** The verdict, why, and who would be logged in, as reports are printed. */
function printDecision({ verdict, reasons, session }: MessageDecision): string {
  if (verdict === 'accept') return toText([section('Accepted', { rows: sessionRows(session) })], PLAIN);
  const why = reasons.map((finding) => {
    return section(wordsFor(finding).title, { rows: findingRows({ ...finding, message: null }, { messages: [] }) });
  });
  return toText([section('Refused', { sections: why })], PLAIN);
}

const PLAIN = { colour: false } as const;

function sessionRows(session: DecidedSession | null): readonly Row[] {
  if (session === null) return [];
  const { userDirectory, userId, nameId, attributes } = session;
  return [
    ...row('User', `${userDirectory}\\${userId}`),
    ...row('NameID', nameId?.value ?? null),
    ...Object.entries(attributes).flatMap(([name, values]) => row(`Attribute ${name}`, values)),
  ];
}
