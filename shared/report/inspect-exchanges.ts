import type { OnProgress } from '#shared/base/progress.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import type { SecondOpinion } from '#shared/gate/decide.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { sortByTime } from '#shared/http/sort-by-time.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Report } from './report.ts';
import { createTrace } from './trace.ts';

/** What inspecting may be given beside the input. */
export interface InspectOptions {
  /** For a recording only. */
  readonly onProgress?: OnProgress;
  /** The other reader that a connection's gate asks; left out: there is none here, and the report says so. */
  readonly secondOpinion?: SecondOpinion | null;
  /** For very many messages: trees and what passed are let go (`letGo`), so that a report holds what it tells. */
  readonly light?: boolean;
}

/** The report on a recording that was read: in order of time where every exchange has a time, else as they stand. */
export async function inspectExchanges(
  kind: InputKind,
  read: readonly Exchange[],
  knowledge: Knowledge,
  { onProgress, secondOpinion = null, light = false }: InspectOptions,
): Promise<Report> {
  const trace = createTrace({ knowledge, kind, secondOpinion, light });
  const exchanges = sortByTime(read);
  for (const [index, exchange] of exchanges.entries()) {
    await trace.add(exchange);
    onProgress?.(index + 1, exchanges.length);
  }
  return trace.report();
}
