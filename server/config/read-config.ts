import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { WorkbenchError } from '#shared/base/errors.ts';
import { issueWords } from '#shared/base/issue-words.ts';
import type { Condition } from '#shared/rules/condition.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { RulesError } from '#shared/rules/rules-error.ts';
import { readYamlFile, type YamlFile } from '#shared/yaml/read-yaml.ts';
import type { ClientCertificates, CompanionConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { firstIssue, pathWords, toSettings } from './read-entry.ts';
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

/** Only for the type: what it is was read before. */
const DOCUMENTS = v.object({ connections: v.array(v.record(v.string(), v.unknown())) });

/** The same for text that was read already. */
export function toConfig(yaml: YamlFile): CompanionConfig {
  const result = v.safeParse(CONFIG_SCHEMA, yaml.value, { message: issueWords });
  if (!result.success) {
    const { path, reason } = firstIssue(result.issues);
    throw configError(yaml, path, reason);
  }
  const { host, port, url, state, tls, metadataHosts, connections, console: login, audit } = result.output;
  const fileAt = (path: string): string => resolve(dirname(yaml.fileName), path);
  refuseRepeatedPrefix(yaml, connections);
  return {
    yaml,
    host,
    port,
    url: url ?? null,
    stateFolder: fileAt(state),
    tls: tls === undefined ? null : tlsAt(tls, fileAt),
    consoleLogin: login === undefined ? null : { ...login, parsed: readCondition(yaml, login.condition) },
    auditDays: audit.days,
    auditLines: audit.lines,
    metadataHosts,
    connections: connections.map(toSettings),
    documents: v.parse(DOCUMENTS, yaml.value).connections,
  };
}

function tlsAt({ port, key, certificate, clientCa }: ClientCertificates, fileAt: (path: string) => string) {
  return { port, key: fileAt(key), certificate: fileAt(certificate), clientCa: fileAt(clientCa) };
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
  const { line } = yaml.position(path);
  return new ConfigError('config-file-invalid', {
    file: yaml.fileName,
    line,
    reason: `${pathWords(path) || 'the file'} ${reason}`,
  });
}

function readCondition(yaml: YamlFile, text: string): Condition {
  try {
    return parseCondition(text);
  } catch (error) {
    if (!RulesError.is(error, 'rule-syntax') || !(error instanceof WorkbenchError)) throw error;
    throw configError(yaml, ['console', 'condition'], `is no condition: ${error.message.replace(/\.$/, '')}`);
  }
}

function refuseRepeatedPrefix(yaml: YamlFile, connections: readonly ConnectionEntry[]): void {
  const seen = new Set<string>();
  for (const [index, { prefix }] of connections.entries()) {
    if (seen.has(prefix)) throw configError(yaml, ['connections', index, 'prefix'], `repeats "${prefix}"`);
    seen.add(prefix);
  }
}
