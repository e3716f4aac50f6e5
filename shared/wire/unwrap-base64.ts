import { type Base64Deviation, type Base64Reading, decodeBase64 } from '#shared/base/base64.ts';
import type { DecodingStep } from './message.ts';
import { makeStep } from './steps.ts';

/**
 * Reads the base64 of a value and records it. `spaces` as for `decodeBase64`.
 * @param allowed what the binding allows, and so is no deviation
 */
export function unwrapBase64(
  value: string,
  spaces: 'auto' | 'plus',
  steps: DecodingStep[],
  allowed: readonly Base64Deviation[] = [],
): Uint8Array<ArrayBuffer> {
  const { bytes, deviations }: Base64Reading = decodeBase64(value, spaces);
  const facts = { from: value.length, to: bytes.length, deviations: deviations.join(' ') };
  steps.push(
    makeStep(
      'base64',
      facts,
      deviations.some((each) => !allowed.includes(each)),
    ),
  );
  return bytes;
}
