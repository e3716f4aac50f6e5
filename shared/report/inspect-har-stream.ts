import { readHarStream } from '#shared/formats/stream/read-har-stream.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { type InspectOptions, inspectExchanges } from './inspect-exchanges.ts';
import type { Report } from './report.ts';

/**
 * Inspects a HAR of any size as it arrives. What is far from all SAML in it is held without its pages (`readHarStream`).
 * @param chunks the file's bytes, in UTF-8
 * @throws WorkbenchError where it is no HAR, or is cut off
 */
export async function inspectHarStream(
  chunks: AsyncIterable<Uint8Array>,
  knowledge: Knowledge,
  options: InspectOptions = {},
): Promise<Report> {
  return await inspectExchanges('har', await readHarStream(chunks), knowledge, options);
}
