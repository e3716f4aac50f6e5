import type { Exchange } from '#shared/http/exchange.ts';

/** The version of the format. */
export const OWN_TRACE_VERSION = 1;

/** Our own trace as JSON text: everything an exchange holds, nothing lost. Read again by `readOwnTrace`. */
export function writeOwnTrace(exchanges: readonly Exchange[]): string {
  return JSON.stringify({ samlWorkbench: OWN_TRACE_VERSION, exchanges }, null, 2);
}
