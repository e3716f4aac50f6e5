import { foldText } from '#shared/pattern/fold-case.ts';
import {
  type Atom,
  type Attribute,
  allOf,
  anyOf,
  atomKey,
  FALSE,
  type Formula,
  holds,
  negate,
  TRUE,
} from '../proofs/formula.ts';
import { ANY_TEXT, complementOf, includesText, literalLanguage } from '../proofs/language.ts';

/** What stays as it is. */
export interface FixedAttributes {
  /** The texts of an attribute that stays as it is; null: it may change. */
  readonly valuesOf: (attribute: Attribute) => readonly string[] | null;
  /** Whether an attribute that stays as it is is there at all. */
  readonly isThere: (attribute: Attribute) => boolean;
  /** By `atomKey`, of atoms about what stays as it is: for whoever asks again with other attributes open. */
  readonly truths: Map<string, boolean>;
  /** Is told how many texts are looked at; it throws where they are too many. */
  readonly spend: (texts: number) => void;
}

/**
 * What a formula still asks for, where some attributes stay as they are.
 * @throws TooManyKnown, and what `spend` throws
 */
export function fixAttributes(formula: Formula, fixed: FixedAttributes): Formula {
  switch (formula.kind) {
    case 'constant':
      return formula;
    case 'and':
      return allOf(formula.parts.map((part) => fixAttributes(part, fixed)));
    case 'or':
      return anyOf(formula.parts.map((part) => fixAttributes(part, fixed)));
    case 'atom': {
      const known = fixAtom(formula.atom, fixed);
      return formula.holds ? known : negate(known);
    }
  }
}

function fixAtom(atom: Atom, fixed: FixedAttributes): Formula {
  const { valuesOf, isThere } = fixed;
  switch (atom.kind) {
    case 'outside':
      return holds(atom);
    case 'exists':
      if (valuesOf(atom.attribute) === null) return holds(atom);
      return isThere(atom.attribute) ? TRUE : FALSE;
    case 'in': {
      const values = valuesOf(atom.attribute);
      if (values === null) return holds(atom);
      return once(atom, fixed, values.length, () => values.some((value) => includesText(atom.language, value)));
    }
    case 'share':
    case 'differ': {
      const [left, right] = [valuesOf(atom.left), valuesOf(atom.right)];
      if (left === null && right === null) return holds(atom);
      if (left !== null && right !== null)
        return once(atom, fixed, left.length + right.length, () => compareFixed(atom, left, right));
      const [free, known] = left === null ? [atom.left, right ?? []] : [atom.right, left];
      if (known.length > MOST_KNOWN) throw new TooManyKnown();
      return atom.kind === 'share' ? shareFixed(free, known, atom.fold) : differFixed(free, known, atom.fold);
    }
  }
}

/** Each makes a language of its own. */
const MOST_KNOWN = 200;

/** What may change would be compared with too many values of what stays as it is. */
export class TooManyKnown extends Error {}

/** Whether an atom about what stays as it is holds, worked out once. */
function once(atom: Atom, { truths, spend }: FixedAttributes, texts: number, work: () => boolean): Formula {
  const key = atomKey(atom);
  let holdsFixed = truths.get(key);
  if (holdsFixed === undefined) {
    spend(texts);
    holdsFixed = work();
    truths.set(key, holdsFixed);
  }
  return holdsFixed ? TRUE : FALSE;
}

type Compared = Extract<Atom, { readonly kind: 'share' | 'differ' }>;

/** Whether some value is on both sides, or some value of one side is another than some of the other side. */
function compareFixed({ kind, fold }: Compared, left: readonly string[], right: readonly string[]): boolean {
  const keyOf = (text: string): string => (fold ? foldText(text) : text);
  const [lefts, rights] = [new Set(left.map(keyOf)), new Set(right.map(keyOf))];
  if (kind === 'share') return [...lefts].some((key) => rights.has(key));
  return lefts.size > 0 && rights.size > 0 && new Set([...lefts, ...rights]).size > 1;
}

/** The free attribute has one of the values that are known. */
function shareFixed(free: Attribute, known: readonly string[], fold: boolean): Formula {
  return anyOf(known.map((value) => holds({ kind: 'in', attribute: free, language: literalLanguage(value, fold) })));
}

/** The free attribute has a value that is another than one of those that are known. */
function differFixed(free: Attribute, known: readonly string[], fold: boolean): Formula {
  const keys = new Set(known.map((value) => (fold ? foldText(value) : value)));
  const [only] = known;
  if (only === undefined) return FALSE;
  const language = keys.size > 1 ? ANY_TEXT : complementOf(literalLanguage(only, fold));
  return holds({ kind: 'in', attribute: free, language });
}
