/**
 * Characters that do something instead of showing something: control characters (ANSI escape sequences begin with
 * one), line and paragraph separators, spaces that look like the usual one, bidirectional controls, zero-width and
 * other invisible ones, tags, lone surrogates.
 */
export const HIDDEN_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u115f\u1160\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/**
 * Those of them that turn or break what stands around them on a page: control characters and bidirectional ones. The
 * others belong to how some languages and signs are written.
 */
export const TURNING_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text from a message, made safe to print on a terminal or put into a ticket: hidden characters become visible
 * (`\u{202e}`), and what is longer than `limit` characters is cut with its full length named.
 */
export function visibleText(text: string, limit = 2000): string {
  const shown = text.length > limit ? text.slice(0, limit) : text;
  const visible = shown.replace(
    HIDDEN_CHARACTERS,
    (char) => SHORT[char] ?? `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  return shown === text ? visible : `${visible}… (${text.length} characters)`;
}
