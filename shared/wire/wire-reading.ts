import type { WorkbenchError } from '#shared/base/errors.ts';
import type { Binding, DecodingStep, WireMessage } from './message.ts';

/** What became of one value that is, or should be, a message: either `wire` or `error` is there. */
export interface WireReading {
  readonly binding: Binding;
  /** The parameter's name; null for a bare value. */
  readonly parameter: string | null;
  readonly wire: WireMessage | null;
  readonly error: WorkbenchError | null;
  /** All that was done, up to the failure if there is one. */
  readonly steps: readonly DecodingStep[];
}
