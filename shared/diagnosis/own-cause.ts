import { ALL_CHECKS } from '#shared/checks/all-checks.ts';
import type { Check } from '#shared/checks/engine/define-check.ts';
import { flowCheckOf } from '#shared/checks/flow-check-of.ts';
import type { FlowPart } from '#shared/flows/flow-part.ts';
import { ownRefusal } from '#shared/flows/own-refusal.ts';
import { otherParty } from '#shared/flows/party-roles.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { Refusal } from './outcome.ts';

/** What a page of ours names for a refusal, which its gate looked at where the message arrived. */
export interface OwnCause {
  /** Null: the answer is no page of ours, or there is something that brought about what it names. */
  readonly code: string | null;
  /** The finding of that code; null: nobody could look at it here. */
  readonly finding: Finding | null;
}

const CHECKS: ReadonlyMap<FindingCode, Check> = new Map(ALL_CHECKS.map((check) => [check.code, check]));

/**
 * The cause by the page's own word. It gives way to what the exchanges or the message show of the same matter.
 *
 * @param part what was refused
 * @param spoken what was found of the matter that the page speaks of
 */
export function ownCause(refusal: Refusal, part: FlowPart, all: readonly Finding[], spoken: Finding | null): OwnCause {
  const code = ownRefusal(refusal.exchange)?.code ?? null;
  if (code === null || code === NO_GATE || (spoken !== null && explains(spoken, code)))
    return { code: null, finding: null };
  const found = all.filter((each) => each.code === code && each.outcome === 'fail');
  const named = found.find(({ message }) => message === part.inspected.index) ?? found[0] ?? unreadAs(code, part);
  return { code, finding: named === undefined ? null : asRefused(named, part, refusal) };
}

/** Where there is nothing no gate has looked at anything. */
const NO_GATE = 'not-found';

/** A page of ours names why a message could not be read, for which there is one finding. */
function unreadAs(code: string, { inspected: { error, findings } }: FlowPart): Finding | undefined {
  return error?.code === code ? findings.find((each) => each.code === 'message-unreadable') : undefined;
}

function explains(spoken: Finding, named: string): boolean {
  if (spoken.outcome !== 'fail' || spoken.code === named) return false;
  return isError(spoken) || flowCheckOf(spoken.code) !== undefined;
}

/** Whoever refuses for it makes an error of what is a warning elsewhere, and is the receiver of the message. */
function asRefused(finding: Finding, { inspected, kind }: FlowPart, { by }: Refusal): Finding {
  const check = CHECKS.get(finding.code);
  // Of a login everybody knows who sent what, and the finding has whom it is for.
  const role =
    kind === 'logout' && finding.message === inspected.index
      ? (check?.owners[finding.variant] ?? check?.owner)
      : undefined;
  const owner = role === 'sender' ? otherParty(by) : role === 'receiver' ? by : finding.owner;
  return { ...finding, severity: 'error', confidence: 'certain', owner };
}
