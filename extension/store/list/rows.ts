import type { FilterSubject } from '#shared/filter/filter-subject.ts';
import type { Flow } from '#shared/flows/flow.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { type Branch, type Item, isBranch, itemsOf, type Limb } from './branches.ts';
import { verdictOfFlow, verdictOfMessage } from './outcome.ts';

/** What can be chosen in the list, by a name that stays the same while the trace grows. */
export type RowKey = `flow:${string}` | `message:${string}` | `exchange:${string}`;

/** One line of the list: a tree of two levels, laid flat. `position` counts from 1 among `siblings`. */
export type ListRow =
  | (RowPlace & { readonly kind: 'flow'; readonly flow: Flow; readonly open: boolean })
  | (RowPlace & { readonly kind: 'message'; readonly message: InspectedMessage; readonly parent: RowKey | null })
  | (RowPlace & { readonly kind: 'exchange'; readonly exchange: Exchange; readonly parent: RowKey | null });

interface RowPlace {
  readonly key: RowKey;
  readonly level: 1 | 2;
  readonly position: number;
  readonly siblings: number;
}

/** The lines of a list of any length. A line is made when it is asked for: as many as are shown, and not as there are. */
export interface ListRows {
  readonly length: number;
  /** The line at a place, which is counted from 0. */
  at(place: number): ListRow | null;
  /** The lines from one place up to another, which is not one of them; as an array's, without the negative ones. */
  slice(first?: number, last?: number): ListRow[];
  /** Where the line of that name stands; -1 for none. */
  placeOf(key: RowKey | null): number;
}

/** In which order flows stand: as they began, the newest first, or what failed first. */
export const ORDERS = ['oldest', 'newest', 'failed'] as const;

/** One of them. */
export type Order = (typeof ORDERS)[number];

/** What the user asked to see. */
export interface RowFilter {
  /** Whether a message or an exchange is wanted; null: all are. */
  readonly passes: ((subject: FilterSubject) => boolean) | null;
  readonly onlyFailures: boolean;
  /** Whether what carries no message is listed, too. */
  readonly traffic: boolean;
  readonly order: Order;
  /** Flows that the user folded. */
  readonly folded: ReadonlySet<RowKey>;
}

/**
 * The list of what `limbsOf` gave: flows with their messages, messages of no flow, and at wish every other exchange. Without
 * other traffic an exchange of a flow is listed only where a filter finds it, and none of the flow's messages.
 */
export function toRows(limbs: readonly Limb[], filter: RowFilter): ListRows {
  return layFlat(inOrder(narrowed(limbs, filter), filter.order), filter.folded);
}

/** The key of a flow's row. */
export function keyOfFlow(flow: Flow): RowKey {
  return `flow:${flow.id}`;
}

/** The key of a message's row. */
export function keyOfMessage(message: InspectedMessage): RowKey {
  return `message:${message.index}`;
}

function narrowed(limbs: readonly Limb[], filter: RowFilter): readonly Limb[] {
  const { passes, onlyFailures, traffic } = filter;
  if (passes === null && !onlyFailures && traffic) return limbs;
  return limbs.flatMap((limb): readonly Limb[] => {
    if (!isBranch(limb))
      return !onlyFailures && (passes?.({ flow: null, message: null, exchange: limb }) ?? true) ? [limb] : [];
    if (onlyFailures && !isFailing(limb)) return [];
    const branch = narrow(limb, filter);
    return branch.items.length > 0 ? [branch] : [];
  });
}

function narrow(branch: Branch, { passes, traffic }: RowFilter): Branch {
  const { flow, items } = branch;
  if (passes === null && traffic) return branch;
  const shown = traffic ? items : itemsOf(branch).messages;
  if (passes === null) return { ...branch, items: shown };
  const wanted = (item: Item) => passes({ flow, ...item });
  const found = shown.filter(wanted);
  return { ...branch, items: found.length > 0 || traffic ? found : itemsOf(branch).others.filter(wanted) };
}

function inOrder(limbs: readonly Limb[], order: Order): readonly Limb[] {
  if (order === 'oldest') return limbs;
  if (order === 'newest') return limbs.toReversed();
  const failing = limbs.filter(isFailing);
  const known = new Set(failing);
  return failing.length === 0 ? limbs : [...failing, ...limbs.filter((limb) => !known.has(limb))];
}

function isFailing(limb: Limb): boolean {
  if (!isBranch(limb)) return false;
  if (limb.flow !== null && verdictOfFlow(limb.flow).outcome === 'bad') return true;
  return limb.items.some(({ message }) => message !== null && verdictOfMessage(message).outcome === 'bad');
}

function layFlat(limbs: readonly Limb[], folded: ReadonlySet<RowKey>): ListRows {
  /** At which place each of them begins. */
  const starts = new Uint32Array(limbs.length + 1);
  limbs.forEach((limb, index) => {
    starts[index + 1] = (starts[index] ?? 0) + lineCount(limb, folded);
  });
  const length = starts[limbs.length] ?? 0;
  const at = (place: number): ListRow | null => {
    const index = lastAtMost(starts, place);
    const limb = place < 0 || place >= length ? undefined : limbs[index];
    if (limb === undefined) return null;
    return lineOf(limb, place - (starts[index] ?? 0), { position: index + 1, siblings: limbs.length }, folded);
  };
  return {
    length,
    at,
    slice: (first = 0, last = length) =>
      Array.from({ length: Math.max(0, Math.min(last, length) - first) }, (_, index) => at(first + index)).filter(
        (row) => row !== null,
      ),
    placeOf: (key) => {
      if (key === null) return -1;
      for (const [index, limb] of limbs.entries()) {
        const line = lineWithKey(limb, key, folded);
        if (line >= 0) return (starts[index] ?? 0) + line;
      }
      return -1;
    },
  };
}

/** The last of rising numbers that is not above a value: its index. */
function lastAtMost(rising: Uint32Array, value: number): number {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rising[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lineCount(limb: Limb, folded: ReadonlySet<RowKey>): number {
  if (!isBranch(limb)) return 1;
  if (limb.flow === null) return limb.items.length;
  return folded.has(keyOfFlow(limb.flow)) ? 1 : 1 + limb.items.length;
}

/** Which of a limb's lines has that key, from 0; -1 for none that is listed. */
function lineWithKey(limb: Limb, key: RowKey, folded: ReadonlySet<RowKey>): number {
  if (!isBranch(limb)) return isKeyOf(key, { message: null, exchange: limb }) ? 0 : -1;
  const { flow, items } = limb;
  if (flow === null) return items.findIndex((item) => isKeyOf(key, item));
  const own = keyOfFlow(flow);
  if (own === key) return 0;
  if (folded.has(own)) return -1;
  const place = items.findIndex((item) => isKeyOf(key, item));
  return place < 0 ? -1 : place + 1;
}

/** Without making the keys of all that is passed over. */
function isKeyOf(key: RowKey, { message, exchange }: Item): boolean {
  if (message !== null) return key.startsWith('message:') && key === keyOfMessage(message);
  return (
    key.startsWith('exchange:') && key.endsWith(exchange.id) && key.length === 'exchange:'.length + exchange.id.length
  );
}

function lineOf(
  limb: Limb,
  line: number,
  place: Pick<RowPlace, 'position' | 'siblings'>,
  folded: ReadonlySet<RowKey>,
): ListRow | null {
  if (!isBranch(limb)) return toRow({ message: null, exchange: limb }, null, { level: 1, ...place });
  const { flow, items } = limb;
  const [key, item] = flow === null ? [null, items[line]] : [keyOfFlow(flow), items[line - 1]];
  if (flow !== null && key !== null && line === 0)
    return { kind: 'flow', key, flow, open: !folded.has(key), level: 1, ...place };
  if (item === undefined) return null;
  if (key === null) return toRow(item, null, { level: 1, ...place });
  return toRow(item, key, { level: 2, position: line, siblings: items.length });
}

function toRow({ message, exchange }: Item, parent: RowKey | null, place: Omit<RowPlace, 'key'>): ListRow {
  if (message !== null) return { kind: 'message', key: keyOfMessage(message), message, parent, ...place };
  return { kind: 'exchange', key: `exchange:${exchange.id}`, exchange, parent, ...place };
}
