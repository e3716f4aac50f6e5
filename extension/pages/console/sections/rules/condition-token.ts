/** What a part of a condition is, for its colour; null: white space, brackets and points. */
export type TokenKind = 'word' | 'constant' | 'root' | 'property' | 'call' | 'text' | 'sign' | 'stranger' | null;

/** As `shared/rules/tokens.ts` cuts; what has no meaning is a part as well, and a text without its closing quote goes to the end. */
const PART = /(\s+)|("[^"]*"?)|(@?[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*)|(!==|!=|==|=|!|\|\||&&)|([().])|(.)/uy;

/** The part of a line that begins at a place, which is not its end. */
export function nextToken(line: string, at: number): { readonly length: number; readonly kind: TokenKind } {
  PART.lastIndex = at;
  const [whole = ' ', space, text, name, sign, plain] = PART.exec(line) ?? [];
  const { length } = whole;
  if (space !== undefined || plain !== undefined) return { length, kind: null };
  if (text !== undefined) return { length, kind: 'text' };
  if (name !== undefined) return { length, kind: kindOfName(name, line, at) };
  return { length, kind: sign === undefined ? 'stranger' : 'sign' };
}

function kindOfName(name: string, line: string, at: number): TokenKind {
  if (/^\s*\(/.test(line.slice(at + name.length)) && !WORDS.has(name)) return 'call';
  if (/\.\s*$/.test(line.slice(0, at))) return 'property';
  if (WORDS.has(name)) return 'word';
  if (name === 'true' || name === 'false') return 'constant';
  return ROOTS.has(name) ? 'root' : 'stranger';
}

const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'like', 'matches']);
const ROOTS: ReadonlySet<string> = new Set(['user', 'resource', 'owner', 'node']);
