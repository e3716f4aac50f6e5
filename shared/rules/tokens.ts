import { LIMITS } from '#shared/base/limits.ts';
import { RulesError } from './rules-error.ts';
import { syntaxError } from './syntax-error.ts';

/** One token of a condition; `text` is as written, `start` and `end` are offsets into the condition. */
export interface RuleToken {
  readonly kind: 'name' | 'string' | 'symbol' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** White space, a text in double quotes, a name (`@` before custom properties), or a symbol. No alternative can backtrack. */
const TOKEN = /(\s+)|("[^"]*")|(@?[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*)|(!==|!=|==|=|!|\|\||&&|[().])/uy;

/**
 * Cuts a condition into tokens, ending with one of kind `end`.
 * A text in quotes has no escapes of its own: `"CORP\anne"` is what it says.
 *
 * @throws WorkbenchError `rule-too-long`, `rule-syntax`
 */
export function readTokens(condition: string): readonly RuleToken[] {
  if (condition.length > LIMITS.ruleChars) {
    throw new RulesError('rule-too-long', { size: condition.length, limit: LIMITS.ruleChars });
  }
  const tokens: RuleToken[] = [];
  let start = 0;
  while (start < condition.length) {
    TOKEN.lastIndex = start;
    const found = TOKEN.exec(condition);
    if (found === null) throw syntaxError(condition, start, describeStranger(condition.charAt(start)));
    const end = start + found[0].length;
    const kind = kindOf(found);
    if (kind !== null) tokens.push({ kind, text: found[0], start, end });
    start = end;
  }
  tokens.push({ kind: 'end', text: '', start, end: start });
  return tokens;
}

function kindOf([, space, string, name]: RegExpExecArray): RuleToken['kind'] | null {
  if (space !== undefined) return null;
  if (string !== undefined) return 'string';
  return name === undefined ? 'symbol' : 'name';
}

function describeStranger(character: string): string {
  if (character === '"') return 'the text that begins here has no closing quote';
  if (character === "'" || character === '“' || character === '”')
    return 'texts stand in straight double quotes: "..."';
  return `"${character}" has no meaning here`;
}
