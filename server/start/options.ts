import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';

/** How `npm start` is to start. */
export interface StartOptions {
  /** Path of the configuration. */
  readonly config: string;
  /** Instead of the configuration's; undefined: as it says. */
  readonly port: number | undefined;
  readonly idpPort: number;
  /** The test identity provider encrypts assertions. */
  readonly idpEncrypts: boolean;
  /** False: what was built before is served. */
  readonly build: boolean;
}

const DEFAULT_CONFIG = resolve(import.meta.dirname, '../companion.yaml');
const IDP_PORT = 4041;

/**
 * Reads the arguments `--config FILE`, `--no-build`, and the variables COMPANION_CONFIG, PORT, IDP_PORT, IDP_ENCRYPT (`yes`).
 * @throws WorkbenchError `option-invalid`
 */
export function readStartOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const { config, 'no-build': noBuild } = parse(args);
  const path = config ?? env['COMPANION_CONFIG'];
  return {
    config: path ? resolve(path) : DEFAULT_CONFIG,
    port: readPort('PORT', env['PORT']),
    idpPort: readPort('IDP_PORT', env['IDP_PORT']) ?? IDP_PORT,
    idpEncrypts: readYes('IDP_ENCRYPT', env['IDP_ENCRYPT']),
    build: !noBuild,
  };
}

function parse(args: readonly string[]) {
  try {
    const options = { config: { type: 'string' }, 'no-build': { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError('option-invalid', { name: 'the arguments', reason }, { cause });
  }
}

function readPort(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new StartError('option-invalid', { name, reason: `${text} is no port (1 to 65535)` });
}

function readYes(name: string, text: string | undefined): boolean {
  if (text === undefined || text === '' || text === 'no') return false;
  if (text === 'yes') return true;
  throw new StartError('option-invalid', { name, reason: `${text} is neither yes nor no` });
}
