import * as v from 'valibot';
import type { Exchange } from '#shared/http/exchange.ts';
import { withUniqueIds } from '#shared/http/exchange-parts.ts';
import { exchangeSchema } from './exchange-schema.ts';
import { FormatError } from './format-error.ts';
import { unreadableExchange } from './unreadable-exchange.ts';
import { OWN_TRACE_VERSION } from './write-own-trace.ts';

const fileSchema = v.object({ samlWorkbench: v.literal(OWN_TRACE_VERSION), exchanges: v.array(v.unknown()) });

/** Whether a parsed JSON value claims to be our own trace. */
export function isOwnTrace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'samlWorkbench' in value;
}

/**
 * Reads our own trace: `{ "samlWorkbench": 1, "exchanges": [...] }`, already parsed as JSON.
 * Missing fields get their empty value; an entry without a URL becomes an exchange that says so.
 * Throws `input-unrecognised` for another version or a file without the list.
 */
export function readOwnTrace(value: unknown): readonly Exchange[] {
  const file = v.safeParse(fileSchema, value);
  if (!file.success) {
    throw new FormatError('input-unrecognised', {
      reason: `a trace of this product has "samlWorkbench": ${OWN_TRACE_VERSION} and a list of "exchanges"`,
    });
  }
  return withUniqueIds(file.output.exchanges.map(readEntry));
}

function readEntry(value: unknown, index: number): Exchange {
  const id = `own-${index + 1}`;
  const read = v.safeParse(exchangeSchema, value);
  if (!read.success) return unreadableExchange(id, 'own');
  return read.output.id === '' ? { ...read.output, id } : read.output;
}
