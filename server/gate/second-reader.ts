import type { SecondReaderInput, SecondReading } from './second-reading.ts';

/** How a message is had read a second time. */
export type SecondReader = (input: SecondReaderInput) => Promise<SecondReading>;

/** Tags of an XML text, comments and the like included: what readers' time grows with. */
export function countTags(text: string): number {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) count += 1;
  return count;
}
