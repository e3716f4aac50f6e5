import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type { WorkbenchError } from '#shared/base/errors.ts';
import { CommandError } from './command-error.ts';

/**
 * `node:util`'s `parseArgs`, strict, with its errors as ours: the first sentence of its message says it all.
 * @throws WorkbenchError `usage`
 */
export function parseOptions<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw usage(cause.message.split(/\.\s|\n/, 1)[0] ?? cause.message);
  }
}

/** An error in how the command was called; `reason` without full stop. */
export function usage(reason: string): WorkbenchError {
  return new CommandError('usage', { reason: reason.replace(/\.$/, '') });
}

/** ISO 8601 with a date, a time and a zone: what it means must not depend on where the command runs. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The moment that `--at` names, in milliseconds since the epoch; null without the option.
 * @throws WorkbenchError `usage`
 */
export function parseMoment(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw usage(`--at ${text} is no moment such as 2026-11-22T09:43:00Z`);
  return time;
}

/**
 * The value of an option that has a closed set of values.
 * @throws WorkbenchError `usage`
 */
export function parseChoice<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) throw usage(`${option} is one of ${choices.join(', ')}, not ${value}`);
  return chosen;
}
