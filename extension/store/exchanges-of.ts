import type { Exchange } from '#shared/http/exchange.ts';
import { LIVE, type Workbench } from './workbench.ts';

/** The exchanges of the sheet on screen: all of the recording, or of an opened input those that carried a message. */
export function exchangesOf({ recording, sheet, report }: Workbench): readonly Exchange[] {
  const { messages } = report.value;
  if (sheet.value?.id === LIVE && recording !== null) return recording.exchanges();
  return [...new Set(messages.flatMap(({ exchange }) => exchange ?? []))];
}
