import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RULE_ACTIONS } from '#shared/rules/actions.ts';
import type { Condition, Literal, Path } from '#shared/rules/condition.ts';
import { parseCondition } from '#shared/rules/parse-condition.ts';
import { readQlikRules, toQlikRules } from '#shared/rules/qlik/qlik-rules.ts';
import { readRules } from '#shared/rules/read-rules.ts';

/** What a condition says, without where it stands. */
type Shape =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Shape[] }
  | { readonly kind: 'not'; readonly operand: Shape }
  | { readonly kind: 'compare'; readonly left: Names; readonly operator: string; readonly right: Names | string }
  | { readonly kind: 'empty' | 'isAnonymous' | 'isOwned'; readonly path: Names }
  | { readonly kind: 'hasPrivilege'; readonly path: Names; readonly action: string };

/** Names of a path, in lower case. */
type Names = readonly string[];

const name = fc.constantFrom(
  'group',
  'name',
  '@Level',
  'stream',
  'environment',
  'Äpfel',
  'a-b',
  'x_1',
  'or',
  'like',
  '2nd',
);
const path: fc.Arbitrary<Names> = fc
  .tuple(fc.constantFrom('user', 'resource', 'owner', 'node'), fc.array(name, { maxLength: 3 }))
  .map(([root, names]) => [root, ...names.map((one) => one.toLowerCase())]);
/** Whatever a text can hold: anything but a double quote; white space of lines included. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map((any) => any.replaceAll('"', '')),
  fc.constantFrom('', '*', '\\*', 'CORP\\anne', ' and ', '(user.a = b)', 'a\nb', '!'),
);
const pattern = fc.constantFrom('a.*', '[a-z]+', '(a|b)?', '', '10\\..*', 'x{2,3}');

const leaf: fc.Arbitrary<Shape> = fc.oneof(
  fc.boolean().map((value): Shape => ({ kind: 'constant', value })),
  fc
    .tuple(path, fc.constantFrom('=', '==', '!=', '!=='), fc.oneof(text, path))
    .map(([left, operator, right]): Shape => ({ kind: 'compare', left, operator, right })),
  fc.tuple(path, text).map(([left, right]): Shape => ({ kind: 'compare', left, operator: 'like', right })),
  fc.tuple(path, pattern).map(([left, right]): Shape => ({ kind: 'compare', left, operator: 'matches', right })),
  fc
    .tuple(fc.constantFrom('empty' as const, 'isAnonymous' as const, 'isOwned' as const), path)
    .map(([kind, of]): Shape => ({ kind, path: of })),
  fc
    .tuple(path, fc.constantFrom(...RULE_ACTIONS))
    .map(([of, action]): Shape => ({ kind: 'hasPrivilege', path: of, action })),
);

const shape: fc.Arbitrary<Shape> = fc.letrec<{ any: Shape }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('any'), { minLength: 2, maxLength: 4 }))
      .map(([kind, operands]): Shape => ({ kind, operands })),
    tie('any').map((operand): Shape => ({ kind: 'not', operand })),
  ),
})).any;

/** Which of the ways to write a thing is taken next. */
type Dice = (sides: number) => number;

function diceOf(numbers: readonly number[]): Dice {
  let index = 0;
  return (sides) => (numbers[index++ % Math.max(1, numbers.length)] ?? 0) % sides;
}

const SPACES = ['', ' ', '\n', '\t  ', '\r\n'];

/** A condition as somebody may write it: white space, brackets, spelling and case as the dice fall. */
function print(condition: Shape, dice: Dice, inside: 'and' | 'or' | 'not' | null = null): string {
  const written = printBare(condition, dice);
  const isChain = condition.kind === 'and' || condition.kind === 'or';
  const isLoose = isChain && inside !== null && !(condition.kind === 'and' && inside === 'or');
  const space = () => SPACES[dice(SPACES.length)] ?? '';
  return isLoose || dice(5) === 0 ? `(${space()}${written}${space()})` : written;
}

function printBare(condition: Shape, dice: Dice): string {
  const space = () => SPACES[dice(SPACES.length)] ?? '';
  switch (condition.kind) {
    case 'constant':
      return String(condition.value);
    case 'and':
    case 'or': {
      const { kind, operands } = condition;
      const sign = kind === 'and' ? '&&' : '||';
      return operands
        .map((operand) => print(operand, dice, kind))
        .reduce((before, next) => `${before}${dice(2) === 0 ? ` ${kind} ` : `${space()}${sign}${space()}`}${next}`);
    }
    case 'not':
      return `!${space()}${print(condition.operand, dice, 'not')}`;
    case 'compare': {
      const { left, operator, right } = condition;
      const isWord = operator === 'like' || operator === 'matches';
      const written = typeof right === 'string' ? `"${right}"` : printPath(right, dice);
      return `${printPath(left, dice)}${isWord ? ' ' : space()}${operator}${space()}${written}`;
    }
    case 'hasPrivilege':
      return `${printPath(condition.path, dice)}.${anyCase('HasPrivilege', dice)}(${space()}"${anyCase(condition.action, dice)}"${space()})`;
    default:
      return `${printPath(condition.path, dice)}.${anyCase(condition.kind, dice)}(${space()})`;
  }
}

function printPath([root = '', ...names]: Names, dice: Dice): string {
  return [root, ...names.map((one) => anyCase(one, dice))].join(dice(6) === 0 ? ' . ' : '.');
}

function anyCase(word: string, dice: Dice): string {
  return [word, word.toUpperCase(), word.toLowerCase()][dice(3)] ?? word;
}

function shapeOf(condition: Condition): Shape {
  switch (condition.kind) {
    case 'constant':
      return { kind: 'constant', value: condition.value };
    case 'and':
    case 'or':
      return { kind: condition.kind, operands: condition.operands.map(shapeOf) };
    case 'not':
      return { kind: 'not', operand: shapeOf(condition.operand) };
    case 'hasPrivilege':
      return { kind: 'hasPrivilege', path: namesOf(condition.path), action: condition.action };
    case 'empty':
    case 'isAnonymous':
    case 'isOwned':
      return { kind: condition.kind, path: namesOf(condition.path) };
    default: {
      const operator = condition.kind === 'equality' ? condition.operator : condition.kind;
      return { kind: 'compare', left: namesOf(condition.left), operator, right: sideOf(condition.right) };
    }
  }
}

function sideOf(side: Path | Literal): Names | string {
  return side.kind === 'literal' ? side.value : namesOf(side);
}

function namesOf({ of, names, text: written }: Path): Names {
  const root = written.split('.')[0]?.trim() ?? '';
  return root === 'owner' || root === 'node' ? [...names] : [of, ...names];
}

const numbers = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });

test('whatever a condition says is what is read of it, however it is written', () => {
  fc.assert(
    fc.property(shape, numbers, (condition, thrown) => {
      const written = print(condition, diceOf(thrown));
      expect(shapeOf(parseCondition(written)), written).toEqual(condition);
    }),
    { numRuns: 3000 },
  );
});

test('a range is that part of the text, and says the same by itself', () => {
  fc.assert(
    fc.property(shape, numbers, (condition, thrown) => {
      const written = print(condition, diceOf(thrown));
      const visit = (part: Condition): void => {
        const own = written.slice(part.range.start, part.range.end);
        expect(shapeOf(parseCondition(own)), own).toEqual(shapeOf(part));
        if (part.kind === 'and' || part.kind === 'or') part.operands.forEach(visit);
        if (part.kind === 'not') visit(part.operand);
      };
      visit(parseCondition(written));
    }),
    { numRuns: 1000 },
  );
});

test('rules written as Qlik Sense’s JSON are read as the same rules', () => {
  const form = fc.record({
    resourceFilter: fc.constantFrom('*', 'App_*', 'Stream*, App.Object_*', 'App'),
    actions: fc.subarray([...RULE_ACTIONS], { minLength: 1 }),
    condition: fc.tuple(shape, numbers).map(([condition, thrown]) => print(condition, diceOf(thrown))),
    disabled: fc.boolean(),
    comment: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(form, { maxLength: 4 }), (forms) => {
      const rules = readRules(forms.map((one, index) => ({ ...one, name: `r${index}` })));
      expect(readQlikRules(JSON.parse(JSON.stringify(toQlikRules(rules))))).toEqual(rules);
    }),
    { numRuns: 300 },
  );
});
