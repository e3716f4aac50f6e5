import type { DecodingStep } from './message.ts';
import type { StepCode } from './step-code.ts';

/** One step of the protocol of decoding; `deviation` where the sender left the standard. */
export function makeStep(code: StepCode, facts: DecodingStep['facts'] = {}, deviation = false): DecodingStep {
  return { code, facts, deviation };
}
