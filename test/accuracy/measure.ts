import { type Cell, readCells } from './cells.ts';
import { kindOf } from './kinds/all-kinds.ts';
import type { Kind } from './kinds/kind.ts';
import { type Told, tell } from './tell.ts';

/** A recording in which something was planted, and what is said of it. */
export interface MeasuredCell {
  readonly cell: Cell;
  readonly kind: Kind;
  readonly told: Told;
  readonly isNamed: boolean;
  readonly isOutcomeRight: boolean;
  readonly isOwnerRight: boolean;
}

/** What came of all recordings. */
export interface Measured {
  readonly planted: readonly MeasuredCell[];
  readonly healthy: readonly { readonly cell: Cell; readonly told: Told }[];
}

/** Inspects every recording once. Throws where one has neither a kind nor is healthy. */
export async function measure(): Promise<Measured> {
  const planted: MeasuredCell[] = [];
  const healthy: { cell: Cell; told: Told }[] = [];
  for (const cell of readCells()) {
    const kind = kindOf(cell.name);
    if (cell.healthy) healthy.push({ cell, told: await tell(cell, 'last') });
    else if (kind === null) throw new Error(`${cell.column}/${cell.name} is of no kind`);
    else planted.push(judge(cell, kind, await tell(cell, kind.flow)));
  }
  return { planted, healthy };
}

/** Who took the message in spite of what was planted has let the user in: that is to be said, and what is wrong all the same. */
function judge(cell: Cell, kind: Kind, told: Told): MeasuredCell {
  const outcomes: readonly string[] = cell.minded ? kind.outcomes : ['succeeded'];
  const causes: readonly string[] = kind.causes;
  return {
    ...{ cell, kind, told },
    isNamed: causes.includes(told.cause),
    isOutcomeRight: outcomes.includes(told.outcome),
    isOwnerRight: told.owner !== null && kind.owners.includes(told.owner),
  };
}
