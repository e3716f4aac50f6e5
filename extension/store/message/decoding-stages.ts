import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parseParameters } from '#shared/wire/parameters.ts';
import { carriedValue } from '../base/parameters.ts';

/** A message as it stood before a step of its decoding. */
export interface DecodingStage {
  /** `as sent` */
  readonly word: string;
  /** What it is, for screen readers and tooltips. */
  readonly label: string;
  readonly text: string;
}

/** The stages of a message before its XML, the outermost first: as it was sent, and what stood behind the escapes. */
export function decodingStages(message: InspectedMessage): readonly DecodingStage[] {
  const [sent, value] = [sentText(message), carriedValue(message)];
  const stages: DecodingStage[] = [];
  if (sent !== null) stages.push({ word: 'as sent', label: 'as sent: what carried it, with its escapes', text: sent });
  if (value !== null) stages.push({ word: 'encoded', label: 'encoded: the value that carried it', text: value });
  return stages;
}

/** The parameter with its escapes, where it has any. */
function sentText({ exchange, reading }: InspectedMessage): string | null {
  if (exchange === null) return null;
  const { requestBody, url } = exchange;
  const raws = [URL.parse(url)?.search.slice(1) ?? '', requestBody?.text ?? ''];
  const found = raws.flatMap(parseParameters).find(({ name }) => name === reading.parameter);
  return found === undefined || found.rawValue === found.value ? null : `${found.rawName}=${found.rawValue}`;
}
