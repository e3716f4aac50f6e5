import { tokenizeHtml } from '#shared/wire/tokenize-html.ts';

/** Of a page so many characters are looked at: what a server refuses with is short. */
const MAX_PAGE_CHARS = 20_000;
/** What stands in these is not shown, by a browser that runs scripts. */
const SILENT: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'noscript',
  'template',
  'svg',
  'iframe',
  'noembed',
  'noframes',
]);
const NO_ATTRIBUTES: ReadonlySet<string> = new Set();

/** What a reader sees of an HTML page, on one line; text that is no HTML stays as it is. Linear in its length. */
export function pageText(html: string): string {
  const shown: string[] = [];
  let silent: string | null = null;
  let depth = 0;
  tokenizeHtml(html.slice(0, MAX_PAGE_CHARS), NO_ATTRIBUTES, {
    open: (name) => {
      shown.push(' ');
      if (silent === null && SILENT.has(name)) silent = name;
      if (silent === name) depth += 1;
    },
    close: (name) => {
      shown.push(' ');
      if (silent !== name) return;
      depth -= 1;
      if (depth === 0) silent = null;
    },
    text: (text) => {
      if (silent === null) shown.push(text);
    },
  });
  return shown.join('').replace(/\s+/g, ' ').trim();
}
