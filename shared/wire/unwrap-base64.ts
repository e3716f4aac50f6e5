import { type Base64Reading, decodeBase64 } from '#shared/base/base64.ts';
import type { DecodingStep } from './message.ts';
import { makeStep } from './steps.ts';

/** Reads the base64 of a value and records it. `spaces` as for `decodeBase64`. */
export function unwrapBase64(value: string, spaces: 'auto' | 'plus', steps: DecodingStep[]): Uint8Array<ArrayBuffer> {
  const { bytes, deviations }: Base64Reading = decodeBase64(value, spaces);
  const facts = { from: value.length, to: bytes.length, deviations: deviations.join(' ') };
  steps.push(makeStep('base64', facts, deviations.length > 0));
  return bytes;
}
