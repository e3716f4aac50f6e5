import { foldPoint } from './fold-case.ts';
import type { CharacterSet, Pattern, PatternStep } from './pattern.ts';

/** Steps that one pattern may compile to; counted repetitions are written out. */
const MAX_STEPS = 2000;
const MAX_GROUPS = 50;
/** What extractions may compile to: they read values of hostile length, each character at most so many times. */
const MAX_EXTRACTION_STEPS = 200;

/** Makes the error for a place in the pattern. */
type Refuse = (offset: number, reason: string) => Error;

type Node =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'capture'; readonly node: Node }
  | Repeat;

interface Repeat {
  readonly kind: 'repeat';
  readonly node: Node;
  readonly least: number;
  readonly most: number;
  /** `*?`: as few times as it can; of no matter where nothing is captured. */
  readonly lazy: boolean;
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  /** Groups that were captured; null: none is, for only whether the whole matches is asked. */
  captured: number | null;
  readonly refuse: Refuse;
}

/**
 * Compiles the part of regular expressions that an automaton can run in linear time: characters, `.`,
 * `[a-z]`, `[^a-z]`, `\d \w \s` and their opposites, `( )`, `(?: )`, `|`, `* + ? {n} {n,} {n,m}`. `^` at the
 * start and `$` at the end change nothing, for a pattern must match the whole value. Back references,
 * look-around and word boundaries are refused by name.
 *
 * @throws what `refuse` makes
 */
export function parsePattern(text: string, refuse: Refuse): Pattern {
  return compile({ text, at: text.startsWith('^') ? 1 : 0, depth: 0, captured: null, refuse });
}

/**
 * The same for taking a part out of a value (`extract.ts`): the group `( )` is that part; without one it is the whole
 * value. More than one is refused: `(?: )` groups without taking.
 *
 * @throws what `refuse` makes
 */
export function parseExtraction(text: string, refuse: Refuse): Pattern {
  const pattern = compile({ text, at: text.startsWith('^') ? 1 : 0, depth: 0, captured: 0, refuse });
  if (pattern.steps.length > MAX_EXTRACTION_STEPS)
    throw refuse(0, `the pattern is too large: more than ${MAX_EXTRACTION_STEPS} steps`);
  return pattern;
}

function compile(reader: Reader): Pattern {
  const { text, refuse } = reader;
  const node = parseAlternation(reader);
  if (reader.text.slice(reader.at) === '$') reader.at += 1;
  if (reader.at < text.length) throw refuse(reader.at, `"${text.charAt(reader.at)}" has no partner in the pattern`);
  const steps: PatternStep[] = [];
  emit(node, steps, refuse);
  steps.push({ op: 'end' });
  return { steps };
}

function parseAlternation(reader: Reader): Node {
  const nodes = [parseSequence(reader)];
  while (take(reader, '|')) nodes.push(parseSequence(reader));
  return { kind: 'choice', nodes };
}

function parseSequence(reader: Reader): Node {
  const nodes: Node[] = [];
  while (reader.at < reader.text.length && !/^(?:[|)]|\$$)/.test(reader.text.slice(reader.at, reader.at + 2))) {
    nodes.push(parseRepeat(reader));
  }
  return { kind: 'sequence', nodes };
}

function parseRepeat(reader: Reader): Node {
  const node = parseAtom(reader);
  const counted = readCount(reader);
  if (counted === null) return node;
  const lazy = take(reader, '?');
  if (/^[*+?{]/.test(reader.text.slice(reader.at, reader.at + 1))) {
    throw reader.refuse(reader.at, 'a repetition of a repetition needs parentheses');
  }
  return { kind: 'repeat', node, ...counted, lazy };
}

function readCount(reader: Reader): { least: number; most: number } | null {
  if (take(reader, '*')) return { least: 0, most: Number.POSITIVE_INFINITY };
  if (take(reader, '+')) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (take(reader, '?')) return { least: 0, most: 1 };
  const start = reader.at;
  const found = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(reader.text.slice(start, start + 12));
  if (found === null) return null;
  reader.at += found[0].length;
  const least = Number(found[1]);
  const most = found[2] === undefined ? least : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3]);
  if (most < least) throw reader.refuse(start, 'the repetition ends before it begins');
  return { least, most };
}

function parseAtom(reader: Reader): Node {
  const start = reader.at;
  const character = takeCharacter(reader);
  switch (character) {
    case '.':
      return { kind: 'set', set: { negated: true, ranges: [] } };
    case '[':
      return { kind: 'set', set: withoutCase(parseClass(reader, start)) };
    case '(':
      return parseGroup(reader, start);
    case '\\':
      return { kind: 'set', set: withoutCase(parseEscape(reader, start)) };
    case '*':
    case '+':
    case '?':
      throw reader.refuse(start, `"${character}" has nothing to repeat`);
    case '{':
    case '^':
    case '$':
      throw reader.refuse(start, `"${character}" cannot stand here; write "\\${character}" for the character itself`);
    default:
      return { kind: 'set', set: withoutCase(single(character)) };
  }
}

function parseGroup(reader: Reader, start: number): Node {
  const isPlain = take(reader, '?');
  if (isPlain && !take(reader, ':')) {
    throw reader.refuse(start, 'look-around and named groups are not supported, for they cannot run in linear time');
  }
  const captures = !isPlain && reader.captured !== null;
  if (captures) reader.captured = (reader.captured ?? 0) + 1;
  if (captures && reader.captured !== 1)
    throw reader.refuse(start, 'only one group can be taken; write "(?:" for the others');
  reader.depth += 1;
  if (reader.depth > MAX_GROUPS) throw reader.refuse(start, `groups nest deeper than ${MAX_GROUPS} levels`);
  const node = parseAlternation(reader);
  reader.depth -= 1;
  if (!take(reader, ')')) throw reader.refuse(start, 'the group that begins here has no ")"');
  return captures ? { kind: 'capture', node } : node;
}

const CLASSES: ReadonlyMap<string, CharacterSet['ranges']> = new Map([
  ['d', [[48, 57]]],
  [
    'w',
    [
      [48, 57],
      [65, 90],
      [95, 95],
      [97, 122],
    ],
  ],
  [
    's',
    [
      [9, 13],
      [32, 32],
      [160, 160],
      [0x2028, 0x2029],
      [0xfeff, 0xfeff],
    ],
  ],
]);

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
]);

function parseEscape(reader: Reader, start: number): CharacterSet {
  if (reader.at >= reader.text.length) throw reader.refuse(start, 'the pattern ends with a "\\"');
  const character = takeCharacter(reader);
  const ranges = CLASSES.get(character.toLowerCase());
  if (ranges !== undefined) return { negated: character !== character.toLowerCase(), ranges };
  const control = CONTROLS.get(character);
  if (control !== undefined) return single(control);
  if (/[0-9]/.test(character))
    throw reader.refuse(start, 'back references are not supported, for they cannot run in linear time');
  if (/[a-z]/i.test(character)) throw reader.refuse(start, `"\\${character}" is not supported`);
  return single(character);
}

function parseClass(reader: Reader, start: number): CharacterSet {
  const negated = take(reader, '^');
  const ranges: (readonly [number, number])[] = [];
  while (!take(reader, ']')) {
    if (reader.at >= reader.text.length) throw reader.refuse(start, 'the "[" that begins here has no "]"');
    ranges.push(...parseClassPart(reader));
  }
  return { negated, ranges };
}

function parseClassPart(reader: Reader): CharacterSet['ranges'] {
  const start = reader.at;
  const low = parseClassItem(reader);
  const next = reader.text.slice(reader.at, reader.at + 2);
  if (low === null || !next.startsWith('-') || next === '-]') return low ?? takeShorthand(reader, start);
  reader.at += 1;
  const high = parseClassItem(reader);
  const [from, to] = [low[0]?.[0] ?? 0, high?.[0]?.[0] ?? -1];
  if (to < from) throw reader.refuse(start, 'the range ends before it begins');
  return [[from, to]];
}

/** One character of a class as a range of its own; null before a shorthand such as `\d`, which stays unread. */
function parseClassItem(reader: Reader): CharacterSet['ranges'] | null {
  const start = reader.at;
  const character = takeCharacter(reader);
  if (character !== '\\') return single(character).ranges;
  const set = parseEscape(reader, start);
  if (!set.negated && set.ranges.length === 1 && set.ranges[0]?.[0] === set.ranges[0]?.[1]) return set.ranges;
  reader.at = start;
  return null;
}

function takeShorthand(reader: Reader, start: number): CharacterSet['ranges'] {
  reader.at += 1;
  const set = parseEscape(reader, start);
  if (set.negated) throw reader.refuse(start, 'write [^...] instead of an opposite inside [ ]');
  return set.ranges;
}

function emit(node: Node, steps: PatternStep[], refuse: Refuse): void {
  if (steps.length > MAX_STEPS) throw refuse(0, `the pattern is too large: more than ${MAX_STEPS} steps`);
  switch (node.kind) {
    case 'set':
      steps.push({ op: 'one', set: node.set });
      return;
    case 'sequence':
      for (const part of node.nodes) emit(part, steps, refuse);
      return;
    case 'choice':
      emitChoice(node.nodes, steps, refuse);
      return;
    case 'capture':
      steps.push({ op: 'save', slot: 'start' });
      emit(node.node, steps, refuse);
      steps.push({ op: 'save', slot: 'end' });
      return;
    case 'repeat':
      emitRepeat(node, steps, refuse);
  }
}

function emitChoice(nodes: readonly Node[], steps: PatternStep[], refuse: Refuse): void {
  const exits: number[] = [];
  nodes.forEach((node, index) => {
    const isLast = index === nodes.length - 1;
    const split = isLast ? -1 : steps.push({ op: 'jump', to: 0 }) - 1;
    emit(node, steps, refuse);
    if (isLast) return;
    exits.push(steps.push({ op: 'jump', to: 0 }) - 1);
    steps[split] = { op: 'split', to: [split + 1, steps.length] };
  });
  for (const exit of exits) steps[exit] = { op: 'jump', to: steps.length };
}

function emitRepeat({ node, least, most, lazy }: Repeat, steps: PatternStep[], refuse: Refuse): void {
  const branch = (into: number, past: number): PatternStep => {
    return { op: 'split', to: lazy ? [past, into] : [into, past] };
  };
  for (let count = 0; count < least; count++) emit(node, steps, refuse);
  if (most === Number.POSITIVE_INFINITY) {
    const split = steps.push({ op: 'jump', to: 0 }) - 1;
    emit(node, steps, refuse);
    steps.push({ op: 'jump', to: split });
    steps[split] = branch(split + 1, steps.length);
    return;
  }
  const splits: number[] = [];
  for (let count = least; count < most; count++) {
    splits.push(steps.push({ op: 'jump', to: 0 }) - 1);
    emit(node, steps, refuse);
  }
  for (const split of splits) steps[split] = branch(split + 1, steps.length);
}

/** One character by itself is kept without case, because it is compared so; the ends of a range stay as written. */
function withoutCase(set: CharacterSet): CharacterSet {
  return {
    ...set,
    ranges: set.ranges.map(([low, high]) => (low === high ? [foldPoint(low), foldPoint(low)] : [low, high])),
  };
}

function single(character: string): CharacterSet {
  const point = character.codePointAt(0) ?? 0;
  return { negated: false, ranges: [[point, point]] };
}

function take(reader: Reader, text: string): boolean {
  if (!reader.text.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

function takeCharacter(reader: Reader): string {
  const character = String.fromCodePoint(reader.text.codePointAt(reader.at) ?? 0);
  reader.at += character.length;
  return character;
}
