import type { Exchange } from '#shared/http/exchange.ts';
import { LIVE, type Workbench } from '../workbench.ts';

/** The exchanges of the source on screen: all of the recording, live or opened. Of a large file, without large bodies. */
export function exchangesOf({ recording, source, report }: Workbench): readonly Exchange[] {
  if (source.value?.id === LIVE && recording !== null) return recording.exchanges();
  return report.value.exchanges?.() ?? [];
}

/** The same whole, for an export: a large file is asked for. */
export async function wholeExchangesOf(workbench: Workbench): Promise<readonly Exchange[]> {
  const { inputs, source } = workbench;
  const large = inputs.list.value.find(({ id }) => id === source.value?.id)?.large ?? null;
  return large === null ? exchangesOf(workbench) : await large.exchanges();
}
