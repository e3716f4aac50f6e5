import { dirname, isAbsolute, join } from 'node:path';
import { readYamlFile } from '#server/config/read-yaml.ts';
import { isQlikRules, readQlikRules } from '#shared/rules/qlik/qlik-rules.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import type { CliIo } from './cli-io.ts';
import { CommandError } from './command-error.ts';
import { readTextFile } from './read-file.ts';

/** Rules of a file, and in which line of it each one's condition begins; null where the file is no YAML. */
export interface RulesFile {
  readonly rules: readonly AccessRule[];
  readonly lineOf: (rule: number) => number | null;
}

/**
 * Reads a file of rules: YAML (a list, or a map with `rules`, as in the configuration), or JSON, also as Qlik exports it.
 * @throws WorkbenchError `file-unreadable`, `yaml-invalid`, `rules-invalid`
 */
export async function readRulesFile(path: string, io: CliIo): Promise<RulesFile> {
  const { value, lineOf } = await readData(path, io);
  if (isQlikRules(value)) return { rules: readQlikRules(value), lineOf: () => null };
  const isList = Array.isArray(value);
  const rules = isList ? value : valueAt(value, 'rules');
  if (rules === undefined)
    throw new CommandError('file-invalid', { file: path, reason: 'it has no rules: a list, or a map with rules' });
  return { rules: readRules(rules), lineOf: (rule) => lineOf([...(isList ? [] : ['rules']), rule, 'condition']) };
}

/** Any YAML or JSON file as plain data, with the lines of its parts where they are known. */
export async function readData(path: string, io: CliIo) {
  const text = await readTextFile(path, io);
  const json = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  if (json !== undefined) return { value: json, lineOf: () => null };
  const file = readYamlFile(text, path);
  return {
    value: file.value,
    lineOf: (steps: readonly (string | number)[]): number | null => file.position(steps).line,
  };
}

/** The rules of a file of tests or assertions: there in full, or a path that is seen from that file. */
export async function readNamedRules(
  rules: string | readonly unknown[],
  from: string,
  io: CliIo,
): Promise<readonly AccessRule[]> {
  if (typeof rules !== 'string') return isQlikRules(rules) ? readQlikRules(rules) : readRules(rules);
  return (await readRulesFile(isAbsolute(rules) || from === '-' ? rules : join(dirname(from), rules), io)).rules;
}

/** Undefined of what is no JSON; YAML in braces is read as YAML then. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function valueAt(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
