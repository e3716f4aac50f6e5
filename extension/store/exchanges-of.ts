import type { Exchange } from '#shared/http/exchange.ts';
import { LIVE, type Workbench } from './workbench.ts';

/** The exchanges of the source on screen: all of the recording, or of an opened input those that carried a message. */
export function exchangesOf({ recording, source, report }: Workbench): readonly Exchange[] {
  const { messages } = report.value;
  if (source.value?.id === LIVE && recording !== null) return recording.exchanges();
  return [...new Set(messages.flatMap(({ exchange }) => exchange ?? []))];
}
