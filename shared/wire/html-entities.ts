/** The named references that a writer of forms has reason to use; base64 and URLs need no others. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00A0'],
  ['plus', '+'],
  ['sol', '/'],
  ['equals', '='],
  ['colon', ':'],
  ['period', '.'],
  ['lowbar', '_'],
  ['num', '#'],
  ['quest', '?'],
  ['percnt', '%'],
  ['Tab', '\t'],
  ['NewLine', '\n'],
]);

/** Decodes HTML character references; what is none, or not among the usual names, stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,8})|#([0-9]{1,10})|([a-z]{2,8}));?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return whole.endsWith(';') ? (NAMED.get(name) ?? whole) : whole;
    return fromCodePoint(hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16));
  });
}

/** NUL, surrogates and what is beyond Unicode become U+FFFD, as in browsers. */
function fromCodePoint(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return String.fromCodePoint(isCharacter ? code : 0xfffd);
}
