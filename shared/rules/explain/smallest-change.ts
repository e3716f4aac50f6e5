import { WorkbenchError } from '#shared/base/errors.ts';
import { foldText } from '#shared/pattern/fold-case.ts';
import type { Subjects } from '../attributes.ts';
import { type Attribute, atomsOf, type Formula } from '../proofs/formula.ts';
import { satisfy } from '../proofs/satisfy.ts';
import type { World } from '../proofs/world.ts';
import type { Change, Edit } from './change.ts';
import { besides, isPresent, textsOf, withValues } from './change-attribute.ts';
import { fixAttributes } from './fixed-attributes.ts';
import { isNearName } from './near-name.ts';

/** What was found: a change and who would be asked about then; or why there is none. */
export interface FoundChange {
  readonly change: Change | null;
  readonly changed: Subjects | null;
  /** Why it is not known whether there is one; null if it is. */
  readonly undecided: string | null;
}

/** Changes of more attributes at once are not looked for. */
const MOST_ATTRIBUTES = 6;
/** Ways to choose attributes that are looked at. */
const MOST_WAYS = 500;

/**
 * The least that makes a formula true of a user and a resource: as few attributes as will do are given other values.
 * First one attribute is tried, each in its turn, all others staying as they are; then two, and so on; whether any values
 * of these would do is decided exactly. Of those that do, writing a value in another case is less than renaming an
 * attribute, that is less than adding a value, and taking values away comes last; what is the user's before what is the
 * resource's.
 *
 * @param grants what is asked of the evaluator about the changed user and resource; a change that it denies is not given
 */
export function smallestChange(
  formula: Formula,
  subjects: Subjects,
  grants: (changed: Subjects) => boolean,
): FoundChange {
  const atoms = atomsOf(formula);
  const outside = atoms.find((atom) => atom.kind === 'outside');
  if (outside !== undefined) return undecided(outside.why);
  const attributes = attributesOf(formula);
  try {
    let ways = 0;
    for (let size = 1; size <= Math.min(MOST_ATTRIBUTES, attributes.length); size++) {
      const found: FoundChange[] = [];
      for (const chosen of choices(attributes, size)) {
        ways += 1;
        if (ways > MOST_WAYS) return undecided('there are too many attributes to try each');
        const change = changeOf(chosen, formula, subjects, grants);
        if (change !== null) found.push(change);
      }
      const [least] = found.toSorted((left, right) => weight(left) - weight(right));
      if (least !== undefined) return least;
    }
  } catch (error) {
    if (error instanceof WorkbenchError) return undecided(error.message);
    throw error;
  }
  if (attributes.length > MOST_ATTRIBUTES)
    return undecided(`it would take a change of more than ${MOST_ATTRIBUTES} attributes`);
  return { change: null, changed: null, undecided: null };
}

function undecided(why: string): FoundChange {
  return { change: null, changed: null, undecided: why };
}

const WEIGHTS: Readonly<Record<Edit['kind'], number>> = { case: 0, rename: 2, add: 4, set: 6, remove: 8 };

function weight({ change }: FoundChange): number {
  const edits = change?.edits ?? [];
  return edits.reduce((sum, { kind, attribute }) => sum + WEIGHTS[kind] + (attribute.startsWith('user.') ? 0 : 1), 0);
}

function attributesOf(formula: Formula): readonly Attribute[] {
  const found = new Map<string, Attribute>();
  for (const atom of atomsOf(formula)) {
    if (atom.kind === 'outside') continue;
    const own = atom.kind === 'share' || atom.kind === 'differ' ? [atom.left, atom.right] : [atom.attribute];
    for (const attribute of own) found.set(attribute.key, attribute);
  }
  return [...found.values()];
}

function* choices(all: readonly Attribute[], size: number, from = 0): Generator<readonly Attribute[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= all.length - size; index++) {
    const attribute = all[index];
    if (attribute === undefined) continue;
    for (const others of choices(all, size - 1, index + 1)) yield [attribute, ...others];
  }
}

function changeOf(
  chosen: readonly Attribute[],
  formula: Formula,
  subjects: Subjects,
  grants: (changed: Subjects) => boolean,
): FoundChange | null {
  const keys = new Set(chosen.map(({ key }) => key));
  const open = fixAttributes(
    formula,
    (attribute) => (keys.has(attribute.key) ? null : textsOf(attribute, subjects)),
    (attribute) => isPresent(attribute, subjects),
  );
  const world = satisfy([open]);
  if (world === null) return null;
  const renamed = renaming(chosen, subjects, grants);
  if (renamed !== null) return renamed;
  return gentlest(chosen, world, subjects, grants);
}

/** An attribute that is missing, and there under a name like it. */
function renaming(
  chosen: readonly Attribute[],
  subjects: Subjects,
  grants: (changed: Subjects) => boolean,
): FoundChange | null {
  const [attribute, ...others] = chosen;
  if (attribute === undefined || others.length > 0 || isPresent(attribute, subjects)) return null;
  const name = attribute.spelling.at(-1) ?? '';
  for (const [from, values] of besides(attribute, subjects)) {
    if (!isNearName(from, name)) continue;
    const changed = withValues(subjects, attribute, values);
    if (changed === null || !grants(changed)) continue;
    return { change: { edits: [{ kind: 'rename', attribute: shownPath(attribute), from }] }, changed, undecided: null };
  }
  return null;
}

/** Of what the attributes have as much is kept as can be. */
function gentlest(
  chosen: readonly Attribute[],
  world: World,
  subjects: Subjects,
  grants: (changed: Subjects) => boolean,
): FoundChange | null {
  let changed: Subjects | null = subjects;
  for (const attribute of chosen) {
    if (changed === null) return null;
    changed = withValues(changed, attribute, world.values.get(attribute.key) ?? [], world.objects.has(attribute.key));
  }
  if (changed === null || !grants(changed)) return null;
  for (const attribute of chosen) {
    if (attribute.single) continue;
    for (const value of textsOf(attribute, subjects)) {
      // A value in another case takes the place of what it was.
      if (textsOf(attribute, changed).some((other) => other !== value && foldText(other) === foldText(value))) continue;
      const more = withValues(changed, attribute, [...new Set([...textsOf(attribute, changed), value])]);
      if (more !== null && grants(more)) changed = more;
    }
  }
  const after: Subjects = changed;
  const edits = chosen.flatMap((attribute) =>
    editOf(attribute, textsOf(attribute, subjects), textsOf(attribute, after)),
  );
  return { change: { edits }, changed: after, undecided: null };
}

function editOf(attribute: Attribute, before: readonly string[], after: readonly string[]): readonly Edit[] {
  const added = after.filter((value) => !before.includes(value));
  const removed = before.filter((value) => !after.includes(value));
  const path = shownPath(attribute);
  const [from, to] = [removed[0], added[0]];
  if (removed.length === 0) return [{ kind: 'add', attribute: path, values: added }];
  if (added.length === 0) return [{ kind: 'remove', attribute: path, values: removed }];
  if (
    removed.length === 1 &&
    added.length === 1 &&
    from !== undefined &&
    to !== undefined &&
    foldText(from) === foldText(to)
  )
    return [{ kind: 'case', attribute: path, from, to }];
  return [{ kind: 'set', attribute: path, from: before, values: after }];
}

function shownPath({ of, spelling }: Attribute): string {
  return [of, ...spelling].join('.');
}
