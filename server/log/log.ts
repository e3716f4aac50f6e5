import { type DestinationStream, pino } from 'pino';
import { escapeHidden } from '#shared/base/print-json.ts';
import { visibleText } from '#shared/base/visible-text.ts';

/**
 * What may be logged: names and codes, each a short text. There is no field for an assertion, a parameter, a
 * cookie or a key, so none gets into the log by mistake.
 */
export interface LogFields {
  readonly connection?: string | undefined;
  /** Which of the sites that this process serves. */
  readonly site?: string;
  readonly method?: string;
  /** Path without the query: queries carry messages and tokens. */
  readonly path?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  /** Code of a refusal, an error, a finding, or a fault of the test identity provider. */
  readonly code?: string;
  /** The codes of all findings that failed. */
  readonly codes?: readonly string[];
  readonly expected?: string | null;
  readonly received?: string | null;
  readonly reason?: string;
  readonly user?: string;
  /** Who else is meant, where two are. */
  readonly other?: string;
  /** Of a login: nobody here asked for it. */
  readonly unsolicited?: boolean;
  readonly idp?: string | null;
  /** ID of a request or response: says which one, and opens nothing. */
  readonly messageId?: string | null;
  readonly sessions?: number;
  readonly attributes?: readonly string[];
  /** Under which number the console has the same. */
  readonly reference?: string;
  /** Who must act. */
  readonly owner?: string | null;
  readonly address?: string;
  readonly count?: number;
}

/** One line for each thing that happened. Events are stable, kebab-case. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `error` is for defects: its stack is logged. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

const MAX_CHARS = 300;
const MAX_ITEMS = 50;

/**
 * A log of JSON lines (pino) to `destination`, stdout unless given. Fields are cut to size; no control character gets
 * through to a terminal.
 */
export function makeLog(destination: DestinationStream = standardOutput()): Log {
  const options = { base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  const logger = pino(options, { write: (line) => destination.write(escapeHidden(line)) });
  return {
    info: (event, fields = {}) => logger.info({ event, ...cut(fields) }),
    warn: (event, fields = {}) => logger.warn({ event, ...cut(fields) }),
    error: (event, error, fields = {}) =>
      logger.error({ event, ...cut(fields), stack: error instanceof Error ? error.stack : String(error) }),
  };
}

/**
 * Lines that cannot be written (a disk that is full, a reader that is gone) are lost, which is said once where it still
 * can be: they must neither end the servers nor pile up in memory.
 */
function standardOutput(): DestinationStream {
  let isSaid = false;
  const onError = ({ message }: Error): void => {
    if (!isSaid) process.stderr.write(`The log cannot be written: ${visibleText(message)}\n`);
    isSaid = true;
  };
  process.stdout.on('error', onError);
  return { write: (line) => void process.stdout.write(line) };
}

function cut(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cutValue(value)]));
}

function cutValue(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MAX_CHARS ? `${value.slice(0, MAX_CHARS)}…` : value;
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS).map(cutValue) : value;
}
