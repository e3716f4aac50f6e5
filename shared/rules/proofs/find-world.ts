import { chooseTexts } from './choose-texts.ts';
import type { Atom, AtomTruth, Attribute } from './formula.ts';
import { ANY_TEXT, type Language } from './language.ts';
import type { ProofBudget } from './proof-budget.ts';

import { ValueTable } from './value-table.ts';
import type { World } from './world.ts';

/**
 * A world in which all of these are true (or false, as each says), with as few values as that takes; null if there is
 * none. What an atom forbids stays forbidden when values are taken away; so if any world will do, one does that has no
 * value but those that the atoms that hold ask for, and it is enough to look for texts for these.
 *
 * @throws WorkbenchError `rule-proof-too-large` if the budget is spent
 */
export function findWorld(truths: readonly AtomTruth[], budget: ProofBudget): World | null {
  const table = new ValueTable();
  const attributes = new Map<string, Attribute>();
  const objects = new Set<string>();
  const assumed = new Map<string, boolean>();
  const wanted = [...truths.filter((truth) => !isAnyValue(truth)), ...truths.filter(isAnyValue)];
  for (const { atom, holds } of wanted) {
    for (const attribute of attributesOf(atom)) attributes.set(attribute.key, attribute);
    if (atom.kind === 'outside') {
      if (assumed.get(atom.key) === !holds) return null;
      assumed.set(atom.key, holds);
    } else if (holds) addAtom(atom, table, objects);
  }
  const forbidden = truths.filter(({ holds }) => !holds).map(({ atom }) => atom);
  addParents(table, objects);
  if (forbidden.some((atom) => atom.kind === 'exists' && isThere(atom.attribute.key, table, objects))) return null;
  if (!addForbiddenPairs(forbidden, table)) return null;
  const groups = table.groups(outsideOf(forbidden));
  if (groups === null) return null;
  const texts = chooseTexts(groups.groups, groups.apart, budget);
  return texts === null ? null : { values: groups.valuesBy(texts), attributes, objects, assumed };
}

/** Asked for last, because any other value will do. */
function isAnyValue({ atom, holds }: AtomTruth): boolean {
  return holds && atom.kind === 'in' && atom.language.key === ANY_TEXT.key;
}

function attributesOf(atom: Atom): readonly Attribute[] {
  if (atom.kind === 'outside') return [];
  return atom.kind === 'share' || atom.kind === 'differ' ? [atom.left, atom.right] : [atom.attribute];
}

function addAtom(atom: Exclude<Atom, { kind: 'outside' }>, table: ValueTable, objects: Set<string>): void {
  switch (atom.kind) {
    case 'in':
      if (atom.language.key !== ANY_TEXT.key || table.valuesOf(atom.attribute.key).length === 0)
        table.valueIn(atom.attribute, atom.language);
      return;
    case 'exists':
      objects.add(atom.attribute.key);
      return;
    case 'share':
      table.tie(table.newValue(atom.left), table.newValue(atom.right), atom.fold);
      return;
    case 'differ':
      table.keepApart(table.newValue(atom.left), table.newValue(atom.right), atom.fold);
  }
}

/** What has attributes is there. */
function addParents(table: ValueTable, objects: Set<string>): void {
  for (const key of [...table.keys(), ...objects]) {
    for (let dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) objects.add(key.slice(0, dot));
  }
}

function isThere(key: string, table: ValueTable, objects: ReadonlySet<string>): boolean {
  return objects.has(key) || table.valuesOf(key).length > 0;
}

/** False if a value would have to differ from itself. */
function addForbiddenPairs(forbidden: readonly Atom[], table: ValueTable): boolean {
  for (const atom of forbidden) {
    if (atom.kind !== 'share' && atom.kind !== 'differ') continue;
    for (const left of table.valuesOf(atom.left.key)) {
      for (const right of table.valuesOf(atom.right.key)) {
        if (atom.kind === 'differ') table.tie(left, right, atom.fold);
        else if (left === right) return false;
        else table.keepApart(left, right, atom.fold);
      }
    }
  }
  return true;
}

/** The languages in which no value of an attribute may be. */
function outsideOf(forbidden: readonly Atom[]): ReadonlyMap<string, readonly Language[]> {
  const outside = new Map<string, Language[]>();
  for (const atom of forbidden) {
    if (atom.kind !== 'in') continue;
    const known = outside.get(atom.attribute.key) ?? [];
    outside.set(atom.attribute.key, known);
    if (!known.some(({ key }) => key === atom.language.key)) known.push(atom.language);
  }
  return outside;
}
