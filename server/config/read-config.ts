import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import type { WorkbenchError } from '#shared/base/errors.ts';
import { issueWords, nameWords } from '#shared/base/issue-words.ts';
import type { CompanionConfig, ConnectionSettings } from './config.ts';
import { ConfigError } from './config-error.ts';
import { readYamlFile, type YamlFile } from './read-yaml.ts';
import { CONFIG_SCHEMA, type ConnectionEntry } from './schema.ts';

/**
 * Reads the companion's configuration. Paths in it are relative to the file.
 *
 * @throws WorkbenchError `config-unreadable`, `yaml-invalid`, or `config-file-invalid` with file, line and reason;
 *   an unknown key is an error
 */
export async function readConfig(path: string): Promise<CompanionConfig> {
  return toConfig(readYamlFile(await readConfigText(path), path));
}

/** The same for text that was read already. */
export function toConfig(yaml: YamlFile): CompanionConfig {
  const result = v.safeParse(CONFIG_SCHEMA, yaml.value);
  if (!result.success) throw explain(yaml, result.issues);
  const { host, port, url, state, connections } = result.output;
  refuseRepeatedPrefix(yaml, connections);
  return {
    yaml,
    host,
    port,
    url: url ?? null,
    stateFolder: resolve(dirname(yaml.fileName), state),
    connections: connections.map(toSettings),
  };
}

/** A file's text. @throws WorkbenchError `config-unreadable` */
export async function readConfigText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new ConfigError('config-unreadable', { file: path, reason }, { cause });
  }
}

/** An error of the configuration at a path of keys, with the line where it is. */
export function configError(yaml: YamlFile, path: readonly (string | number)[], reason: string): WorkbenchError {
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${nameWords(step)}`)).join('');
  const { line } = yaml.position(path);
  return new ConfigError('config-file-invalid', {
    file: yaml.fileName,
    line,
    reason: `${name.replace(/^\./, '') || 'the file'} ${reason}`,
  });
}

/** An unknown key first: misspelled, it is why another is missing. */
function explain(yaml: YamlFile, issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): WorkbenchError {
  const issue = issues.find(isUnknownKey) ?? issues[0];
  const path = (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)));
  return configError(yaml, path, issueReason(issue));
}

function isUnknownKey({ type, expected }: v.BaseIssue<unknown>): boolean {
  return type === 'strict_object' && expected === 'never';
}

function issueReason(issue: v.BaseIssue<unknown>): string {
  return isUnknownKey(issue) ? 'is not a key that means anything here' : issueWords(issue);
}

function refuseRepeatedPrefix(yaml: YamlFile, connections: readonly ConnectionEntry[]): void {
  const seen = new Set<string>();
  for (const [index, { prefix }] of connections.entries()) {
    if (seen.has(prefix)) throw configError(yaml, ['connections', index, 'prefix'], `repeats "${prefix}"`);
    seen.add(prefix);
  }
}

function toSettings(entry: ConnectionEntry): ConnectionSettings {
  const { prefix, description, sessionTimeout, sessionLifetime, cookie, hosts, bodyLimits, streams, rules, ...saml } =
    entry;
  return {
    prefix,
    description,
    sessionTimeout,
    sessionLifetime,
    cookie: cookie ?? `${prefix}.session`,
    hosts,
    bodyLimits,
    streams,
    rules,
    saml,
  };
}
