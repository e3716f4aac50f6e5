import { foldText } from '#shared/pattern/fold-case.ts';
import {
  type Atom,
  type Attribute,
  allOf,
  anyOf,
  FALSE,
  type Formula,
  holds,
  negate,
  TRUE,
} from '../proofs/formula.ts';
import { ANY_TEXT, complementOf, includesText, literalLanguage } from '../proofs/language.ts';

/** What is known of an attribute that stays as it is. Null: the attribute may change. */
export type FixedValues = (attribute: Attribute) => readonly string[] | null;

/** What a formula still asks for, where some attributes stay as they are. */
export function fixAttributes(
  formula: Formula,
  valuesOf: FixedValues,
  isThere: (attribute: Attribute) => boolean,
): Formula {
  switch (formula.kind) {
    case 'constant':
      return formula;
    case 'and':
      return allOf(formula.parts.map((part) => fixAttributes(part, valuesOf, isThere)));
    case 'or':
      return anyOf(formula.parts.map((part) => fixAttributes(part, valuesOf, isThere)));
    case 'atom': {
      const { atom } = formula;
      const fixed = fixAtom(atom, valuesOf, isThere);
      return formula.holds ? fixed : negate(fixed);
    }
  }
}

function fixAtom(atom: Atom, valuesOf: FixedValues, isThere: (attribute: Attribute) => boolean): Formula {
  switch (atom.kind) {
    case 'outside':
      return holds(atom);
    case 'exists':
      if (valuesOf(atom.attribute) === null) return holds(atom);
      return isThere(atom.attribute) ? TRUE : FALSE;
    case 'in': {
      const values = valuesOf(atom.attribute);
      if (values === null) return holds(atom);
      return values.some((value) => includesText(atom.language, value)) ? TRUE : FALSE;
    }
    case 'share':
    case 'differ': {
      const [left, right] = [valuesOf(atom.left), valuesOf(atom.right)];
      if (left === null && right === null) return holds(atom);
      const [free, known] = left === null ? [atom.left, right ?? []] : [atom.right, left];
      const other = left === null ? null : right;
      const fix = atom.kind === 'share' ? shareFixed : differFixed;
      return fix(free, known, other, atom.fold);
    }
  }
}

/** `other` are the values of the second attribute if it stays as it is, too; else `free` may become anything. */
function shareFixed(
  free: Attribute,
  known: readonly string[],
  other: readonly string[] | null,
  fold: boolean,
): Formula {
  const languages = known.map((value) => literalLanguage(value, fold));
  if (other !== null)
    return other.some((value) => languages.some((language) => includesText(language, value))) ? TRUE : FALSE;
  return anyOf(languages.map((language) => holds({ kind: 'in', attribute: free, language })));
}

function differFixed(
  free: Attribute,
  known: readonly string[],
  other: readonly string[] | null,
  fold: boolean,
): Formula {
  const keys = new Set(known.map((value) => (fold ? foldText(value) : value)));
  const [only] = known;
  if (only === undefined) return FALSE;
  const language = keys.size > 1 ? ANY_TEXT : complementOf(literalLanguage(only, fold));
  if (other !== null) return other.some((value) => includesText(language, value)) ? TRUE : FALSE;
  return holds({ kind: 'in', attribute: free, language });
}
