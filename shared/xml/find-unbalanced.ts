import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { skipWhiteSpace } from './misc.ts';
import { skipMarkup } from './outline.ts';
import { placeOf } from './place.ts';

/** Where tags do not fit together, and how. */
export interface Unbalanced {
  readonly position: number;
  readonly reason: string;
}

interface OpenTag {
  readonly name: string;
  readonly at: number;
}

/**
 * Why the tags of a text that was refused do not fit together: which element is not closed, which two cross, which end tag
 * ends nothing, where the text was cut off, what begins a second document. Null where they do fit. Linear; only for words.
 *
 * @param start where the document element begins
 */
export function findUnbalanced(text: string, start: number): Unbalanced | null {
  const open: OpenTag[] = [];
  let at = start;
  for (let tags = 0; tags <= LIMITS.xmlNodes; tags++) {
    const next = text.indexOf('<', at);
    if (next === -1) return open.length === 0 ? null : cutOff(text, open, text.length);
    const end = endOfMarkup(text, next);
    if (end === null) return endless(text, next, open);
    const found = step(text, next, end, open);
    if (found !== null) return found;
    if (open.length === 0) return afterRoot(text, end);
    at = end;
  }
  return null;
}

/** Of markup that never ends: a comment, a CDATA section or an instruction is told by whoever found it. */
function endless(text: string, at: number, open: readonly OpenTag[]): Unbalanced | null {
  if (/[!?]/.test(text.charAt(at + 1))) return null;
  return text.includes('<', at + 1) ? bareSign(text, at) : cutOff(text, open, at);
}

/** Null: it never ends. */
function endOfMarkup(text: string, at: number): number | null {
  try {
    return skipMarkup(text, at, text.charCodeAt(at + 1));
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

function step(text: string, at: number, end: number, open: OpenTag[]): Unbalanced | null {
  const code = text.charAt(at + 1);
  if (code === '!' || code === '?') return null;
  if (code !== '/') {
    if (text.charAt(end - 2) !== '/') open.push({ name: nameAt(text, at + 1), at });
    return null;
  }
  const name = nameAt(text, at + 2);
  const last = open.at(-1);
  if (last?.name !== name) return misfit(text, { name, at }, end, open);
  open.pop();
  return null;
}

function misfit(text: string, closing: OpenTag, end: number, open: readonly OpenTag[]): Unbalanced {
  const position = closing.at;
  const last = open.at(-1);
  const opening = open.findLast(({ name }) => name === closing.name);
  if (last === undefined || opening === undefined) {
    const inside = last === undefined ? '' : `, inside ${begun(text, last)}`;
    return { position, reason: `"</${closing.name}>" ends nothing that was begun${inside}` };
  }
  const isCrossed = new RegExp(`^\\s*</${escaped(last.name)}\\s*>`).test(text.slice(end, end + 200));
  const reason = isCrossed
    ? `"</${closing.name}>" and "</${last.name}>" are crossed: ${begun(text, last)}, is inside <${closing.name}>, and has to be closed first`
    : `${begun(text, last)}, is not closed before "</${closing.name}>"`;
  return { position, reason };
}

/** A `<` of a text, as in “a < b”; what else never ends is told by whoever found it. */
function bareSign(text: string, position: number): Unbalanced | null {
  const tag = text.slice(position, text.indexOf('<', position + 1));
  return /["'>]/.test(tag) ? null : { position, reason: 'a "<" that begins no tag: in a text it is written "&lt;"' };
}

/** What is missing is mostly its end: a log, a terminal or a field took no more. */
function cutOff(text: string, open: readonly OpenTag[], position: number): Unbalanced {
  const last = open.at(-1);
  const within = position < text.length ? 'in the middle of a tag' : 'before everything was closed';
  if (last === undefined) return { position, reason: `the text ends ${within}` };
  const others = open.length === 1 ? '' : `, and ${open.length - 1} around it`;
  return { position, reason: `the text ends ${within}: ${begun(text, last)}, is not closed${others}` };
}

function afterRoot(text: string, from: number): Unbalanced | null {
  const position = skipWhiteSpace(text, from);
  // Comments and processing instructions may stand there.
  if (position === text.length || /^<[!?]/.test(text.slice(position, position + 2))) return null;
  const tag = /^<(\/?)([^\s<>/]{1,100})/.exec(text.slice(position, position + 102));
  if (tag === null) return { position, reason: 'text after the end of the document element' };
  const [, slash, name] = tag;
  return slash === '/'
    ? { position, reason: `"</${name}>" ends nothing that was begun: the document element has ended` }
    : { position, reason: `<${name}> begins a second document element, after the end of the first` };
}

function begun(text: string, { name, at }: OpenTag): string {
  return `<${name}>, begun at ${placeOf(text, at)}`;
}

function nameAt(text: string, at: number): string {
  return /^[^\s<>/=]{1,100}/.exec(text.slice(at, at + 100))?.[0] ?? '';
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
