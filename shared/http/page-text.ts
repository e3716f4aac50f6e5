import { decodeEntities } from '#shared/wire/html-entities.ts';

/** Of a page so many characters are looked at: what a server refuses with is short. */
const LOOKED_AT = 20_000;
/** What stands between these is not shown. */
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'head', 'svg']);

/** What a reader sees of an HTML page, on one line; text that is no HTML stays as it is. Linear in its length. */
export function pageText(html: string): string {
  const [first = '', ...pieces] = html.slice(0, LOOKED_AT).split('<');
  let silent: string | null = null;
  const shown = [first];
  for (const piece of pieces) {
    const name = /^\/?[a-z]+/i.exec(piece)?.[0].toLowerCase() ?? '';
    if (silent === null && SILENT.has(name)) silent = name;
    else if (silent !== null && name === `/${silent}`) silent = null;
    if (silent === null) shown.push(name === '' && !piece.startsWith('!') ? `<${piece}` : behindTag(piece));
  }
  return decodeEntities(shown.join(' ')).replace(/\s+/g, ' ').trim();
}

function behindTag(piece: string): string {
  const end = piece.indexOf('>');
  return end === -1 ? '' : piece.slice(end + 1);
}
