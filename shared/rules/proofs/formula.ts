import type { Path } from '../condition.ts';
import type { Language } from './language.ts';

/** An attribute of the user or the resource. */
export interface Attribute {
  readonly key: string;
  readonly of: Path['of'];
  readonly names: readonly string[];
  /** The names as a person writes them. */
  readonly spelling: readonly string[];
  /** Whether it has at most one value. */
  readonly single: boolean;
}

/** What can be true or false of a user and a resource, and is not made of other such things. */
export type Atom =
  /** Some value of the attribute is in the language. */
  | { readonly kind: 'in'; readonly attribute: Attribute; readonly language: Language }
  /** The two share a value. */
  | { readonly kind: 'share'; readonly left: Attribute; readonly right: Attribute; readonly fold: boolean }
  /** Some value of the one is not some value of the other. */
  | { readonly kind: 'differ'; readonly left: Attribute; readonly right: Attribute; readonly fold: boolean }
  /** The attribute is there, as an object with attributes of its own. */
  | { readonly kind: 'exists'; readonly attribute: Attribute }
  /** Something that is not decided here; true or false, nobody knows. */
  | { readonly kind: 'outside'; readonly key: string; readonly why: string };

/** An atom, or that it is false. */
export interface AtomTruth {
  readonly kind: 'atom';
  readonly atom: Atom;
  readonly holds: boolean;
}

/** A condition about all users and resources: `not` stands before atoms alone. */
export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | AtomTruth;

export const TRUE: Formula = { kind: 'constant', value: true };
export const FALSE: Formula = { kind: 'constant', value: false };

/** That an atom holds. */
export function holds(atom: Atom): Formula {
  return { kind: 'atom', atom, holds: true };
}

/** All of them. */
export function allOf(parts: readonly Formula[]): Formula {
  return join('and', parts);
}

/** One of them. */
export function anyOf(parts: readonly Formula[]): Formula {
  return join('or', parts);
}

/** Constants are worked in, and chains in chains flattened. */
function join(kind: 'and' | 'or', parts: readonly Formula[]): Formula {
  const neutral = kind === 'and';
  const flat: Formula[] = [];
  for (const part of parts) {
    if (part.kind === 'constant') {
      if (part.value !== neutral) return part;
    } else if (part.kind === kind) flat.push(...part.parts);
    else flat.push(part);
  }
  const [only] = flat;
  if (only === undefined) return neutral ? TRUE : FALSE;
  return flat.length === 1 ? only : { kind, parts: flat };
}

/** The opposite. */
export function negate(formula: Formula): Formula {
  switch (formula.kind) {
    case 'constant':
      return formula.value ? FALSE : TRUE;
    case 'atom':
      return { ...formula, holds: !formula.holds };
    case 'and':
      return { kind: 'or', parts: formula.parts.map(negate) };
    case 'or':
      return { kind: 'and', parts: formula.parts.map(negate) };
  }
}

/** A text that two formulas share only if they say the same; formulas that say the same may have different ones. */
export function formulaKey(formula: Formula): string {
  switch (formula.kind) {
    case 'constant':
      return String(formula.value);
    case 'atom':
      return `${formula.holds ? '' : '!'}${JSON.stringify(atomKey(formula.atom))}`;
    case 'and':
    case 'or':
      return `${formula.kind}(${[...new Set(formula.parts.map(formulaKey))].toSorted().join(',')})`;
  }
}

/** What makes an atom itself. */
export function atomKey(atom: Atom): string {
  switch (atom.kind) {
    case 'in':
      return `${atom.attribute.key} in ${atom.language.key}`;
    case 'share':
    case 'differ': {
      const keys = [atom.left.key, atom.right.key].toSorted();
      return `${keys[0]} ${atom.kind}${atom.fold ? '' : '!'} ${keys[1]}`;
    }
    case 'exists':
      return `${atom.attribute.key} exists`;
    case 'outside':
      return atom.key;
  }
}

/** Every atom of a formula. */
export function atomsOf(formula: Formula): readonly Atom[] {
  if (formula.kind === 'constant') return [];
  return formula.kind === 'atom' ? [formula.atom] : formula.parts.flatMap(atomsOf);
}

/** An attribute has a value in a language. */
export function inLanguage(attribute: Attribute, language: Language): Formula {
  return holds({ kind: 'in', attribute, language });
}
