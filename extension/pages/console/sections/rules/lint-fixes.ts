import type { Lint } from '#shared/rules/lint/lint.ts';

/** A change of a condition that does what a lint advises. */
export interface LintFix {
  /** What the button says. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Where in a condition a lint stands: offsets. What is about the whole stands at its beginning. */
export function spanOf({ code, place, facts }: Lint, text: string): { readonly from: number; readonly to: number } {
  if (place === null) return { from: 0, to: 0 };
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const before = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length, 0);
  const from = Math.min(before + place.column - 1, text.length);
  const part = code === 'path-in-text' ? undefined : (facts['part'] ?? facts['attribute']);
  const to = part !== undefined && text.startsWith(part, from) ? from + part.length : endOfWord(text, from);
  return { from, to };
}

/** The text in quotes, or the word, that begins there; at least one character, where there is one. */
function endOfWord(text: string, from: number): number {
  const [found = ''] = /^(?:"[^"]*"|[\p{L}\p{N}_@.]+|.)/u.exec(text.slice(from)) ?? [];
  return from + found.length;
}

/** What can be done about a lint by a click; null: only who knows what is meant can mend it. */
export function fixOf(lint: Lint, text: string): LintFix | null {
  const { from, to } = spanOf(lint, text);
  const part = text.slice(from, to);
  const replace = (insert: string, name = `Write ${insert}`): LintFix => ({ name, from, to, insert });
  switch (lint.code) {
    case 'not-equal-on-list':
    case 'not-equal-when-missing':
      return replace(lint.facts['instead'] ?? part);
    case 'attribute-near-known': {
      const [name = '', near = ''] = [lint.facts['name'], lint.facts['near']];
      const at = part.lastIndexOf(name);
      return at < 0 ? null : replace(`${part.slice(0, at)}${near}${part.slice(at + name.length)}`);
    }
    case 'attribute-case':
      return replace(lint.facts['other'] ?? part);
    case 'path-in-text':
      return pathFix(lint, text, from, to);
    case 'always-true':
    case 'part-always-true':
      return exclusion(part) === null ? null : replace(exclusion(part) ?? part);
    default:
      return null;
  }
}

/** `like "user.name"` is `= user.name`, if the text is a path and nothing else. */
function pathFix({ facts }: Lint, text: string, from: number, to: number): LintFix | null {
  const path = facts['path'] ?? '';
  if (text.slice(from, to) !== `"${path}"`) return null;
  const operator = /(?:\blike|\bmatches)\s*$/.exec(text.slice(0, from));
  const insert = operator === null ? path : `= ${path}`;
  return { name: `Write ${insert}`, from: operator === null ? from : operator.index, to, insert };
}

/** `a != "x" or a != "y"`, which is always true, as what is meant: `!(a = "x" or a = "y")`. */
function exclusion(part: string): string | null {
  const parts = part.split(/\s+or\s+|\s*\|\|\s*/);
  const isChain = parts.length > 1 && parts.every((one) => /^[^"()&|!=]+!==?\s*"[^"]*"\s*$/.test(one));
  if (!isChain || /\band\b|&&/.test(part.replaceAll(/"[^"]*"/g, ''))) return null;
  return `!(${parts.map((one) => one.replace(/!(==?)/, (_, equal: string) => (equal === '==' ? '==' : '='))).join(' or ')})`;
}
