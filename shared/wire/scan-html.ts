import { decodeEntities } from './html-entities.ts';

/** A form as it stands in a page. */
export interface HtmlForm {
  /** As written, entities decoded; `''` where there is none. */
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly fields: readonly HtmlField[];
}

export interface HtmlField {
  readonly name: string;
  readonly value: string;
}

interface OpenForm extends HtmlForm {
  readonly fields: HtmlField[];
}

/** Of all tags only those of forms count, and those whose content is no markup. */
const TAG = /<!--|<(script|style|textarea|form|input|button)(?=[\s/>])|<\/form\s*>/gi;

/**
 * Finds the forms of an HTML page, without a DOM and without running anything, as tolerant as browsers are about
 * quotes, case and what is missing. Fields outside any form make one of their own. Linear in the page's length.
 */
export function scanForms(html: string): readonly HtmlForm[] {
  const outside: OpenForm = { action: '', method: 'post', fields: [] };
  const forms: OpenForm[] = [];
  let current = outside;
  const tags = new RegExp(TAG);
  for (let match = tags.exec(html); match !== null; match = tags.exec(html)) {
    const element = match[1]?.toLowerCase();
    if (element === undefined) {
      if (match[0] === '<!--') tags.lastIndex = endOf(html, /-->/g, tags.lastIndex).after;
      else current = outside;
      continue;
    }
    const tag = scanAttributes(html, tags.lastIndex);
    tags.lastIndex = tag.end;
    if (element === 'form') {
      current = openForm(tag.attributes);
      forms.push(current);
    } else tags.lastIndex = readElement(html, element, tag, current.fields);
  }
  return outside.fields.length === 0 ? forms : [...forms, outside];
}

function openForm(attributes: ReadonlyMap<string, string>): OpenForm {
  const method = attributes.get('method')?.trim().toLowerCase() === 'post' ? 'post' : 'get';
  return { action: attributes.get('action') ?? '', method, fields: [] };
}

/** Takes a field, or steps over an element's content; gives back where to go on. */
function readElement(html: string, element: string, { attributes, end }: Tag, fields: HtmlField[]): number {
  const name = attributes.get('name');
  if (element === 'script') return endOf(html, /<\/script/gi, end).after;
  if (element === 'style') return endOf(html, /<\/style/gi, end).after;
  if (element !== 'textarea') {
    if (name !== undefined) fields.push({ name, value: attributes.get('value') ?? '' });
    return end;
  }
  const close = endOf(html, /<\/textarea/gi, end);
  if (name !== undefined) fields.push({ name, value: decodeEntities(html.slice(end, close.before)) });
  return close.after;
}

function endOf(html: string, closing: RegExp, from: number): { before: number; after: number } {
  closing.lastIndex = from;
  const match = closing.exec(html);
  return match === null
    ? { before: html.length, after: html.length }
    : { before: match.index, after: closing.lastIndex };
}

interface Tag {
  /** Names in lower case; of several of one name the first counts, as in browsers. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Behind the `>`. */
  readonly end: number;
}

/** One attribute: a name, and a value in either quotes or none. Each part ends where the next can begin. */
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;

function scanAttributes(html: string, from: number): Tag {
  const attributes = new Map<string, string>();
  const scan = new RegExp(ATTRIBUTE);
  let end = from;
  scan.lastIndex = from;
  for (let match = scan.exec(html); match !== null; match = scan.exec(html)) {
    const name = (match[1] ?? '').toLowerCase();
    if (!attributes.has(name)) attributes.set(name, decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''));
    end = scan.lastIndex;
  }
  const close = html.indexOf('>', end);
  return { attributes, end: close === -1 ? html.length : close + 1 };
}
