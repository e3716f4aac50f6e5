import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { ALL_FLOW_CHECKS } from './all-flow-checks.ts';
import type { FlowCheck } from './engine/define-flow-check.ts';

const BY_CODE: ReadonlyMap<FindingCode, FlowCheck> = new Map(ALL_FLOW_CHECKS.map((check) => [check.code, check]));

/** The check of a flow's finding; undefined for what no check of a flow finds. */
export function flowCheckOf(code: FindingCode): FlowCheck | undefined {
  return BY_CODE.get(code);
}
