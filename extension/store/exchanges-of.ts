import type { Exchange } from '#shared/http/exchange.ts';
import { LIVE, type Workbench } from './workbench.ts';

/** The exchanges of the source on screen: all of the recording, live or opened. */
export function exchangesOf({ recording, source, report }: Workbench): readonly Exchange[] {
  if (source.value?.id === LIVE && recording !== null) return recording.exchanges();
  return report.value.exchanges?.() ?? [];
}
