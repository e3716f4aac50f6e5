import { ALL_FAULTS } from './all-faults.ts';
import type { Fault } from './engine/define-fault.ts';

const BY_CODE: ReadonlyMap<string, Fault> = new Map(ALL_FAULTS.map((fault) => [fault.code, fault]));

/** The fault with that code, or null. */
export function findFault(code: string): Fault | null {
  return BY_CODE.get(code) ?? null;
}
