const SHORT: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/**
 * A string literal without its escapes, as JSON, JavaScript, Python, Ruby, PHP and Java write them: `\n`, `\"`, `\/`,
 * `\u003c`, `\x3c`. A backslash before anything else stands for what follows it.
 */
export function unescapeString(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (_, four?: string, two?: string, one = '') =>
      four === undefined && two === undefined
        ? (SHORT[String(one)] ?? String(one))
        : String.fromCharCode(Number.parseInt(four ?? two ?? '0', 16)),
  );
}

/** Text without the references of HTML that a writer needs to show markup; a reference that means nothing stays. */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:([a-z]{2,4})|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/g,
    (whole, name = '', ten = '', hex = '') => {
      if (name !== '') return NAMED[String(name)] ?? whole;
      const code = hex === '' ? Number(ten) : Number.parseInt(String(hex), 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}
