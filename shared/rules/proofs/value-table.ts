import type { Attribute } from './formula.ts';
import type { Language } from './language.ts';
import type { GroupTexts, SlotsApart, TextGroup, TextSlot } from './text-slot.ts';

/** The values that a world must have, by number, and how their texts hang together. */
export class ValueTable {
  private readonly values: { readonly key: string; readonly inside: Language[] }[] = [];
  private readonly byAttribute = new Map<string, number[]>();
  /** Values that are the same but for case, and letter by letter, each as a forest. */
  private readonly group: number[] = [];
  private readonly same: number[] = [];
  private readonly apart: (readonly [number, number, boolean])[] = [];

  /** Keys of attributes that have values. */
  keys(): Iterable<string> {
    return this.byAttribute.keys();
  }

  /** The values of an attribute. */
  valuesOf(key: string): readonly number[] {
    return this.byAttribute.get(key) ?? [];
  }

  /** A value of its own; of an attribute that has at most one, that one. */
  newValue({ key, single }: Attribute): number {
    const known = this.byAttribute.get(key) ?? [];
    this.byAttribute.set(key, known);
    const [only] = known;
    if (single && only !== undefined) return only;
    const value = this.values.push({ key, inside: [] }) - 1;
    this.group.push(value);
    this.same.push(value);
    known.push(value);
    return value;
  }

  /** A value that is in a language. */
  valueIn(attribute: Attribute, language: Language): void {
    this.values[this.newValue(attribute)]?.inside.push(language);
  }

  /** Makes two values the same, but for case if `fold`. */
  tie(left: number, right: number, fold: boolean): void {
    this.group[rootOf(this.group, left)] = rootOf(this.group, right);
    if (!fold) this.same[rootOf(this.same, left)] = rootOf(this.same, right);
  }

  /** Makes two values differ, even without case if `fold`. */
  keepApart(left: number, right: number, fold: boolean): void {
    this.apart.push([left, right, fold]);
  }

  /**
   * The values as texts to be found; `outside` has the languages that no value of an attribute may be in. Null if two
   * would have to be the same and differ.
   */
  groups(outside: ReadonlyMap<string, readonly Language[]>): ValueGroups | null {
    const place: (readonly [group: number, slot: number])[] = [];
    const found: { readonly slots: MutableSlot[]; readonly apart: (readonly [number, number])[] }[] = [];
    const groupNumbers = new Map<number, number>();
    const slotPlaces = new Map<number, readonly [number, number]>();
    this.values.forEach(({ key, inside }, value) => {
      const root = rootOf(this.group, value);
      const group = groupNumbers.get(root) ?? found.push({ slots: [], apart: [] }) - 1;
      groupNumbers.set(root, group);
      const slots = found[group]?.slots ?? [];
      const same = rootOf(this.same, value);
      const at = slotPlaces.get(same) ?? ([group, slots.push({ inside: [], outside: [] }) - 1] as const);
      slotPlaces.set(same, at);
      place.push(at);
      slots[at[1]]?.inside.push(...inside);
      slots[at[1]]?.outside.push(...(outside.get(key) ?? []));
    });
    const apart: SlotsApart[] = [];
    for (const [left, right, fold] of this.apart) {
      const [from, to] = [place[left], place[right]];
      if (from === undefined || to === undefined) continue;
      const isOneGroup = from[0] === to[0];
      if (isOneGroup && (fold || from[1] === to[1])) return null;
      if (isOneGroup) found[from[0]]?.apart.push([from[1], to[1]]);
      else apart.push({ left: from, right: to, fold });
    }
    return { groups: found, apart, valuesBy: (texts) => this.valuesBy(place, texts) };
  }

  private valuesBy(place: readonly (readonly [number, number])[], texts: readonly GroupTexts[]) {
    const values = new Map<string, string[]>();
    this.values.forEach(({ key }, value) => {
      const [group = 0, slot = 0] = place[value] ?? [];
      const text = texts[group]?.[slot] ?? '';
      const known = values.get(key) ?? [];
      values.set(key, known.includes(text) ? known : [...known, text]);
    });
    return values;
  }
}

/** Texts to be found, and how to put them back. */
export interface ValueGroups {
  readonly groups: readonly TextGroup[];
  readonly apart: readonly SlotsApart[];
  readonly valuesBy: (texts: readonly GroupTexts[]) => ReadonlyMap<string, readonly string[]>;
}

interface MutableSlot extends TextSlot {
  readonly inside: Language[];
  readonly outside: Language[];
}

function rootOf(forest: number[], value: number): number {
  let root = value;
  for (let parent = forest[root]; parent !== undefined && parent !== root; parent = forest[root]) root = parent;
  forest[value] = root;
  return root;
}
