import { dirname, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import { isQlikRules, readQlikRules } from '#shared/rules/qlik/qlik-rules.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import { readYamlFile } from '#shared/yaml/read-yaml.ts';
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

/** The rules of one connection of a configuration, or of a file that has nothing else. */
export interface RuleSet extends RulesFile {
  /** Prefix; null: they are of no connection. */
  readonly connection: string | null;
  /** Session attributes that the connection's maps name; null: nobody says. */
  readonly sent: readonly string[] | null;
  /** Whether nothing else can come: servers give whatever attributes they like with tickets and session calls. */
  readonly isAllSent: boolean;
}

const PART = v.object({
  prefix: v.optional(v.string()),
  rules: v.optional(v.unknown(), []),
  methods: v.optional(v.array(v.string()), ['ticket']),
  attributes: v.optional(v.array(v.object({ to: v.optional(v.string()) })), []),
  jwt: v.optional(v.object({ attributes: v.optional(v.array(v.object({ to: v.optional(v.string()) })), []) })),
});
const CONFIGURATION = v.object({ connections: v.array(PART, 'a list of connections') });

/**
 * Reads the rules of each connection of a companion's configuration, or those of any other file of rules.
 * @throws WorkbenchError as `readRulesFile`
 */
export async function readRuleSets(path: string, io: CliIo): Promise<readonly RuleSet[]> {
  const { value, lineOf } = await readData(path, io);
  if (valueAt(value, 'connections') === undefined)
    return [{ ...(await readRulesFile(path, io)), connection: null, sent: null, isAllSent: false }];
  const read = v.safeParse(CONFIGURATION, value);
  if (!read.success) {
    const [issue] = read.issues;
    throw new CommandError('file-invalid', {
      file: path,
      reason: `${v.getDotPath(issue) ?? 'it'} is wrong: ${issue.message}`,
    });
  }
  return read.output.connections.map(({ prefix = '', rules, methods, attributes, jwt }, index) => ({
    ...{ rules: readRules(rules), connection: prefix },
    lineOf: (rule) => lineOf(['connections', index, 'rules', rule, 'condition']),
    sent: [...attributes, ...(jwt?.attributes ?? [])].flatMap(({ to }) => to ?? []),
    isAllSent: !methods.includes('ticket') && !methods.includes('session'),
  }));
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
