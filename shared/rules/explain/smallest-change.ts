import { WorkbenchError } from '#shared/base/errors.ts';
import { foldText } from '#shared/pattern/fold-case.ts';
import type { Subjects } from '../attributes.ts';
import { type Attribute, atomsOf, type Formula } from '../proofs/formula.ts';
import { satisfy } from '../proofs/satisfy.ts';
import type { World } from '../proofs/world.ts';
import type { Change, Edit } from './change.ts';
import { besides, isPresent, textsOf, withValues } from './change-attribute.ts';
import { fixAttributes, TooManyKnown } from './fixed-attributes.ts';
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
/** Texts that are looked at in all: a user may have thousands of groups, and somebody waits for the page. */
const MOST_TEXTS = 200_000;
const TOO_MANY_VALUES = 'there are too many values to try each';

/**
 * The least that makes a formula true of a user and a resource: as few attributes as will do are given other values.
 * First one attribute is tried, each in its turn, all others staying as they are; then two, and so on; whether any values
 * of these would do is decided exactly. Of those that do, writing a value in another case is less than renaming an
 * attribute, that is less than adding a value, and taking values away comes last; what is the user's before what is the
 * resource's. What would have to be compared with hundreds of values that stay as they are is not looked for, unless nothing
 * else is found: then it is not known.
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
    const least = leastOf(attributes, formula, new Search(subjects, grants));
    if (least !== null) return least;
  } catch (error) {
    if (error instanceof TooMuch) return undecided(TOO_MANY_VALUES);
    if (error instanceof WorkbenchError) return undecided(error.message);
    throw error;
  }
  if (attributes.length > MOST_ATTRIBUTES)
    return undecided(`it would take a change of more than ${MOST_ATTRIBUTES} attributes`);
  return { change: null, changed: null, undecided: null };
}

/** The least change of as few attributes as will do; null: there is none of up to `MOST_ATTRIBUTES`. */
function leastOf(attributes: readonly Attribute[], formula: Formula, search: Search): FoundChange | null {
  let ways = 0;
  let isPartial = false;
  for (let size = 1; size <= Math.min(MOST_ATTRIBUTES, attributes.length); size++) {
    const found: FoundChange[] = [];
    for (const chosen of choices(attributes, size)) {
      ways += 1;
      if (ways > MOST_WAYS) return undecided('there are too many attributes to try each');
      const change = changeOf(chosen, formula, search);
      if (change === 'not known') isPartial = true;
      else if (change !== null) found.push(change);
    }
    const [least] = found.toSorted((left, right) => weight(left) - weight(right));
    if (least !== undefined) return least;
  }
  return isPartial ? undecided(TOO_MANY_VALUES) : null;
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

/** The search gives up. */
class TooMuch extends Error {}

/** One search for a change: what is asked, and what it has cost. */
class Search {
  readonly subjects: Subjects;
  readonly truths = new Map<string, boolean>();
  readonly #texts = new Map<string, readonly string[]>();
  readonly #grants: (changed: Subjects) => boolean;
  #left = MOST_TEXTS;

  constructor(subjects: Subjects, grants: (changed: Subjects) => boolean) {
    this.subjects = subjects;
    this.#grants = grants;
  }

  /** The texts that an attribute has now, read once. */
  textsOf(attribute: Attribute): readonly string[] {
    const known = this.#texts.get(attribute.key) ?? textsOf(attribute, this.subjects);
    this.#texts.set(attribute.key, known);
    return known;
  }

  /** Whether the user would be let after a change; `texts` are those of what was changed. */
  grants(changed: Subjects, texts: number): boolean {
    this.spend(texts);
    return this.#grants(changed);
  }

  spend(texts: number): void {
    this.#left -= texts + 1;
    if (this.#left < 0) throw new TooMuch();
  }
}

function changeOf(chosen: readonly Attribute[], formula: Formula, search: Search): FoundChange | null | 'not known' {
  const open = openOf(chosen, formula, search);
  if (open === null) return 'not known';
  const world = satisfy([open]);
  if (world === null) return null;
  return renaming(chosen, search) ?? gentlest(chosen, world, search);
}

/** What the formula asks of the chosen attributes; null: it would compare them with too many values. */
function openOf(chosen: readonly Attribute[], formula: Formula, search: Search): Formula | null {
  const keys = new Set(chosen.map(({ key }) => key));
  try {
    return fixAttributes(formula, {
      valuesOf: (attribute) => (keys.has(attribute.key) ? null : search.textsOf(attribute)),
      isThere: (attribute) => isPresent(attribute, search.subjects),
      truths: search.truths,
      spend: (texts) => search.spend(texts),
    });
  } catch (error) {
    if (error instanceof TooManyKnown) return null;
    throw error;
  }
}

/** An attribute that is missing, and there under a name like it. */
function renaming([attribute, ...others]: readonly Attribute[], search: Search): FoundChange | null {
  const { subjects } = search;
  if (attribute === undefined || others.length > 0 || isPresent(attribute, subjects)) return null;
  const name = attribute.spelling.at(-1) ?? '';
  for (const [from, values] of besides(attribute, subjects)) {
    if (!isNearName(from, name)) continue;
    const changed = withValues(subjects, attribute, values);
    if (changed === null || !search.grants(changed, values.length)) continue;
    return { change: { edits: [{ kind: 'rename', attribute: shownPath(attribute), from }] }, changed, undecided: null };
  }
  return null;
}

/** Of what the attributes have as much is kept as can be. */
function gentlest(chosen: readonly Attribute[], world: World, search: Search): FoundChange | null {
  let changed: Subjects | null = search.subjects;
  for (const attribute of chosen) {
    if (changed === null) return null;
    changed = withValues(changed, attribute, world.values.get(attribute.key) ?? [], world.objects.has(attribute.key));
  }
  if (changed === null || !search.grants(changed, 0)) return null;
  for (const attribute of chosen) if (!attribute.single) changed = keepValues(changed, attribute, search);
  const after: Subjects = changed;
  const edits = chosen.flatMap((attribute) => editOf(attribute, search.textsOf(attribute), textsOf(attribute, after)));
  return { change: { edits }, changed: after, undecided: null };
}

/** Puts back the values that an attribute had: all at once if that will do, else by halves, and so on. */
function keepValues(changed: Subjects, attribute: Attribute, search: Search): Subjects {
  const needed = new Set(textsOf(attribute, changed));
  const folded = new Set([...needed].map(foldText));
  // A value in another case takes the place of what it was.
  const old = search.textsOf(attribute).filter((value) => !needed.has(value) && !folded.has(foldText(value)));
  let best = changed;
  const put = (values: readonly string[]): void => {
    if (values.length === 0) return;
    const all = [...new Set([...textsOf(attribute, best), ...values])];
    const more = withValues(best, attribute, all);
    if (more !== null && search.grants(more, all.length)) best = more;
    else if (values.length > 1) {
      const middle = Math.ceil(values.length / 2);
      put(values.slice(0, middle));
      put(values.slice(middle));
    }
  };
  put(old);
  return best;
}

function editOf(attribute: Attribute, before: readonly string[], after: readonly string[]): readonly Edit[] {
  const [old, now] = [new Set(before), new Set(after)];
  const added = after.filter((value) => !old.has(value));
  const removed = before.filter((value) => !now.has(value));
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
