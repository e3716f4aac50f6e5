import { counted, numeral } from '#shared/base/count-words.ts';
import { printJson } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import { readHistory } from '#shared/what-if/read-history.ts';
import { type ReplayedList, type ReplayResult, replayDecisions } from '#shared/what-if/replay-decisions.ts';
import type { CliIo, ExitStatus } from './cli-io.ts';
import { openLines } from './open-input.ts';
import { parseChoice, parseOptions, usage } from './parse-options.ts';
import { namingFile } from './read-file.ts';
import { readRulesFile } from './read-rules-file.ts';

const OPTIONS = { format: { type: 'string', default: 'text' } } as const;

/** Lines that text has of each list; JSON has more. */
const TOLD = 50;

/**
 * `rules replay DECISIONS NEW`: what was decided, decided again by other rules. Gives 1 where somebody would have gained
 * or lost something.
 * @throws WorkbenchError where a file cannot be read, or the call is wrong
 */
export async function replayRules(args: readonly string[], io: CliIo): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const format = parseChoice('--format', values.format, ['text', 'json']);
  const [decisions, file, ...more] = positionals;
  if (decisions === undefined || file === undefined || more.length > 0)
    throw usage('rules replay takes two files, DECISIONS and NEW');
  const { rules } = await namingFile(file, () => readRulesFile(file, io));
  const history = readHistory();
  const replay = replayDecisions({ rules, find: history.find, hasTables: false });
  await namingFile(decisions, async () => {
    for await (const lines of openLines(decisions, io)) {
      for (const line of lines) {
        const read = history.read(line);
        if (read !== null) replay.add(read.decision, read.person);
      }
    }
  });
  const result = replay.result();
  io.out(format === 'json' ? `${printJson(result, 2)}\n` : print(result));
  return result.gains.count + result.losses.count > 0 ? 1 : 0;
}

function print({ decisions, unknown, gains, losses }: ReplayResult): string {
  const known = decisions - unknown;
  const head = `${counted(known, 'decision')} decided again: ${numeral(gains.decisions)} gained, ${numeral(losses.decisions)} lost`;
  const lines = [
    head,
    ...(unknown === 0 ? [] : [`of ${numeral(unknown)} more it is not known what the user carried`]),
    ...listLines('gained', gains),
    ...listLines('lost', losses),
  ];
  return `${lines.map((line) => visibleText(line, 2000)).join('\n')}\n`;
}

function listLines(what: string, { listed, count }: ReplayedList): readonly string[] {
  const told = listed.slice(0, TOLD).map(({ user, resource, action, by, count: times, lastAt }) => {
    const rules = by.map((rule) => `"${rule}"`).join(', ');
    return `  ${what}: ${user} ${action} ${resource}, by ${rules}, ${counted(times, 'time')}, last ${new Date(lastAt).toISOString()}`;
  });
  return count > TOLD ? [...told, `  and ${numeral(count - TOLD)} more ${what}`] : told;
}
