import { LIMITS } from '#shared/base/limits.ts';
import { parsePattern } from '#shared/pattern/parse-pattern.ts';
import { findAction } from './actions.ts';
import type { Call, Condition, ConditionComparison, Literal, Path, Range } from './condition.ts';
import { syntaxError } from './syntax-error.ts';
import { type RuleToken, readTokens } from './tokens.ts';
import { parseWildcard } from './wildcard.ts';

/**
 * Parses a condition, in the grammar of Qlik Sense's security rules:
 *
 *     rule       = [or]                          an empty one is true: the rule holds for everyone
 *     or         = and { ("or" | "||") and }
 *     and        = not { ("and" | "&&") not }
 *     not        = "!" not | "(" or ")" | "true" | "false" | call | comparison
 *     call       = [path "."] name "(" [text] ")"
 *     comparison = path ("=" | "==" | "!=" | "!==") (text | path) | path ("like" | "matches") text
 *     path       = ("user" | "resource" | "owner" | "node") { "." ["@"] name }
 *
 * Operators and what a path begins with are lower case; names of properties, functions and privileges are in any case. Functions:
 * `Empty()`, `IsAnonymous()`, `IsOwned()`, `HasPrivilege("read")`, of the resource where no path stands before.
 *
 * @throws WorkbenchError `rule-syntax` with `line`, `column`, `offset` and `reason`; `rule-too-long`
 */
export function parseCondition(text: string): Condition {
  const reader: Reader = { text, tokens: readTokens(text), index: 0, depth: 0 };
  if (peek(reader).kind === 'end') return { kind: 'constant', value: true, range: { start: 0, end: text.length } };
  const condition = parseChain(reader, 'or');
  if (peek(reader).kind !== 'end') throw unexpected(reader, '"and", "or" or the end');
  return condition;
}

interface Reader {
  readonly text: string;
  readonly tokens: readonly RuleToken[];
  index: number;
  depth: number;
}

const CHAINS = {
  or: { words: ['or', '||'], next: (reader: Reader) => parseChain(reader, 'and') },
  and: { words: ['and', '&&'], next: parseNot },
} as const;

function parseChain(reader: Reader, kind: 'and' | 'or'): Condition {
  const { words, next } = CHAINS[kind];
  // Of what begins in brackets they are a part.
  const { start } = peek(reader);
  const first = next(reader);
  const operands = [first];
  while (words.some((word) => accept(reader, word))) operands.push(next(reader));
  return operands.length === 1 ? first : { kind, operands, range: since(reader, start) };
}

function parseNot(reader: Reader): Condition {
  const { start } = peek(reader);
  if (!accept(reader, '!')) return parsePrimary(reader);
  return descend(reader, () => {
    const operand = parseNot(reader);
    return { kind: 'not', operand, range: since(reader, start) };
  });
}

function parsePrimary(reader: Reader): Condition {
  const { text: word, start } = peek(reader);
  if (accept(reader, '(')) {
    return descend(reader, () => {
      const inner = parseChain(reader, 'or');
      expect(reader, ')');
      return inner;
    });
  }
  if (accept(reader, 'true') || accept(reader, 'false')) {
    return { kind: 'constant', value: word === 'true', range: since(reader, start) };
  }
  return parseTest(reader);
}

/** A call or a comparison: both begin with names, and only what follows tells which it is. */
function parseTest(reader: Reader): Condition {
  const names = [expectName(reader)];
  while (accept(reader, '.')) names.push(expectName(reader));
  return peek(reader).text === '(' ? parseCall(reader, names) : parseComparison(reader, toPath(reader, names));
}

function parseCall(reader: Reader, names: readonly RuleToken[]): Call {
  const called = names.at(-1) ?? peek(reader);
  const before = names.slice(0, -1);
  const path = before.length === 0 ? wholeResource(called) : toPath(reader, before);
  expect(reader, '(');
  const argument = peek(reader).kind === 'string' ? take(reader) : null;
  expect(reader, ')');
  const range = since(reader, path.range.start);
  return toCall(reader, called, path, argument, range);
}

const WITHOUT_ARGUMENT: ReadonlyMap<string, 'empty' | 'isAnonymous' | 'isOwned'> = new Map([
  ['empty', 'empty'],
  ['isanonymous', 'isAnonymous'],
  ['isowned', 'isOwned'],
]);

function toCall(reader: Reader, called: RuleToken, path: Path, argument: RuleToken | null, range: Range): Call {
  const name = called.text.toLowerCase();
  const kind = WITHOUT_ARGUMENT.get(name);
  if (kind !== undefined) {
    if (argument !== null)
      throw syntaxError(reader.text, argument.start, `${called.text}() takes nothing in its parentheses`);
    return { kind, path, reads: readBy(kind, path), range };
  }
  if (name !== 'hasprivilege') {
    const known = 'Empty(), HasPrivilege("..."), IsAnonymous() and IsOwned()';
    throw syntaxError(reader.text, called.start, `"${called.text}" is no function; there are ${known}`);
  }
  if (argument === null)
    throw syntaxError(reader.text, called.end, 'HasPrivilege needs an action: HasPrivilege("read")');
  const action = findAction(unquote(argument));
  if (action === null) throw syntaxError(reader.text, argument.start, `${argument.text} is no action`);
  return { kind: 'hasPrivilege', path, reads: path, action, range };
}

/** The attribute that a function looks at. */
function readBy(kind: 'empty' | 'isAnonymous' | 'isOwned', path: Path): Path {
  if (kind === 'empty') return path;
  const name = kind === 'isOwned' ? 'owner' : 'userid';
  const names = [...path.names, name];
  return { ...path, text: `${path.text}.${name === 'userid' ? 'userId' : name}`, names, key: names.join('.') };
}

function parseComparison(reader: Reader, left: Path): ConditionComparison {
  const operator = take(reader);
  switch (operator.text) {
    case '=':
    case '==':
    case '!=':
    case '!==': {
      const right = parseOperand(reader);
      return { kind: 'equality', left, operator: operator.text, right, range: since(reader, left.range.start) };
    }
    case 'like': {
      const right = expectLiteral(reader, 'like');
      const range = since(reader, left.range.start);
      return { kind: 'like', left, right, wildcard: parseWildcard(right.value), range };
    }
    case 'matches': {
      const right = expectLiteral(reader, 'matches');
      const pattern = parsePattern(right.value, (at, reason) =>
        syntaxError(reader.text, right.range.start + 1 + at, reason),
      );
      return { kind: 'matches', left, right, pattern, range: since(reader, left.range.start) };
    }
    default:
      reader.index -= operator.kind === 'end' ? 0 : 1;
      throw unexpected(reader, 'an operator (=, ==, !=, !==, like, matches)');
  }
}

function parseOperand(reader: Reader): Path | Literal {
  if (peek(reader).kind === 'string') return expectLiteral(reader, '=');
  if (peek(reader).kind !== 'name') throw unexpected(reader, 'a text in double quotes or an attribute');
  const names = [expectName(reader)];
  while (accept(reader, '.')) names.push(expectName(reader));
  return toPath(reader, names);
}

function expectLiteral(reader: Reader, operator: string): Literal {
  if (peek(reader).kind !== 'string') throw unexpected(reader, `a text in double quotes after ${operator}`);
  const token = take(reader);
  return { kind: 'literal', value: unquote(token), range: { start: token.start, end: token.end } };
}

/** What a path can begin with: the user, the resource, the resource's owner, and its node (of synchronisation rules). */
const ROOTS: ReadonlySet<string> = new Set(['user', 'resource', 'owner', 'node']);

function toPath(reader: Reader, tokens: readonly RuleToken[]): Path {
  const [first = peek(reader), ...rest] = tokens;
  if (!ROOTS.has(first.text)) throw syntaxError(reader.text, first.start, describeRoot(first.text));
  const ofUser = first.text === 'user';
  const own = first.text === 'owner' || first.text === 'node' ? [first.text] : [];
  const names = [...own, ...rest.map(({ text }) => text.toLowerCase())];
  return {
    kind: 'path',
    text: tokens.map(({ text }) => text).join('.'),
    of: ofUser ? 'user' : 'resource',
    names,
    key: names.join('.'),
    range: { start: first.start, end: tokens.at(-1)?.end ?? first.end },
  };
}

function describeRoot(name: string): string {
  if (['and', 'or', 'like', 'matches', 'true', 'false'].includes(name.toLowerCase()) || ROOTS.has(name.toLowerCase())) {
    return name === name.toLowerCase()
      ? `"${name}" has nothing to work on here`
      : `write "${name.toLowerCase()}" in lower case`;
  }
  return `"${name}" is unknown; an attribute begins with user, resource, owner or node`;
}

function wholeResource(called: RuleToken): Path {
  const range = { start: called.start, end: called.start };
  return { kind: 'path', text: 'resource', of: 'resource', names: [], key: '', range };
}

/** Keeps hostile nesting from exhausting the stack. */
function descend<T>(reader: Reader, parse: () => T): T {
  reader.depth += 1;
  if (reader.depth > LIMITS.ruleDepth) {
    throw syntaxError(reader.text, peek(reader).start, `the condition nests deeper than ${LIMITS.ruleDepth} levels`);
  }
  const result = parse();
  reader.depth -= 1;
  return result;
}

function peek(reader: Reader): RuleToken {
  return reader.tokens[Math.min(reader.index, reader.tokens.length - 1)] ?? END;
}

const END: RuleToken = { kind: 'end', text: '', start: 0, end: 0 };

function take(reader: Reader): RuleToken {
  const token = peek(reader);
  reader.index += 1;
  return token;
}

function accept(reader: Reader, text: string): boolean {
  const token = peek(reader);
  if (token.kind === 'string' || token.kind === 'end' || token.text !== text) return false;
  reader.index += 1;
  return true;
}

function expect(reader: Reader, text: string): void {
  if (!accept(reader, text)) throw unexpected(reader, `"${text}"`);
}

function expectName(reader: Reader): RuleToken {
  if (peek(reader).kind !== 'name') throw unexpected(reader, 'an attribute such as user.environment.group');
  return take(reader);
}

function unexpected(reader: Reader, wanted: string): Error {
  const { kind, text, start } = peek(reader);
  if (kind === 'name' && text !== text.toLowerCase() && /^(and|or|like|matches)$/i.test(text)) {
    return syntaxError(reader.text, start, `write "${text.toLowerCase()}" in lower case`);
  }
  const found = kind === 'end' ? 'the condition ends' : `${kind === 'string' ? text : `"${text}"`} stands`;
  return syntaxError(reader.text, start, `${found} where ${wanted} should be`);
}

/** From `start` to the end of the token before this one. */
function since(reader: Reader, start: number): Range {
  return { start, end: reader.tokens[reader.index - 1]?.end ?? start };
}

function unquote(token: RuleToken): string {
  return token.text.slice(1, -1);
}
