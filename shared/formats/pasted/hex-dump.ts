/** Where a line of a dump says that it is: `00000010`, `0x0010:`. */
const OFFSET = /^[ \t]*(?:0x)?[0-9a-f]{4,8}:?[ \t]+/i;
const GROUP = /([0-9a-f]{2}(?:[0-9a-f]{2}){0,3})([ \t]*)/iy;
/** Bytes on a line of `xxd`, `hexdump -C` and Wireshark. */
const COLUMNS = 16;
/** In the middle of a line some leave one more space. */
const MIDDLE = 8;
const FEWEST_LINES = 3;
/** So many bytes are a text, and no key or hash. */
const FEWEST_BYTES = 100;
const BARE = /^(?:0x)?(?:[0-9a-f]{2}[\s:]?)+$/i;

/** The text whose bytes somebody wrote down in hexadecimal, with offsets or without; null where that is none. */
export function readHexDump(text: string): string | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const bytes = lines.length >= FEWEST_LINES && lines.every((line) => OFFSET.test(line)) ? dumped(lines) : bare(text);
  if (bytes === null || bytes.length < FEWEST_BYTES) return null;
  const read = new TextDecoder().decode(Uint8Array.from(bytes));
  return read.includes('\uFFFD') || !/[<=]/.test(read) ? null : read;
}

function dumped(lines: readonly string[]): readonly number[] {
  return lines.flatMap((line) => bytesOf(line.slice(OFFSET.exec(line)?.[0].length)));
}

/** Up to the column of characters, which stands behind a gap. */
function bytesOf(line: string): readonly number[] {
  const bytes: number[] = [];
  GROUP.lastIndex = 0;
  for (let group = GROUP.exec(line); group !== null && bytes.length < COLUMNS; group = GROUP.exec(line)) {
    const [, digits = '', gap = ''] = group;
    bytes.push(...pairs(digits));
    if (gap.length > 2 || (gap.length === 2 && bytes.length !== MIDDLE) || gap === '') break;
  }
  return bytes.slice(0, COLUMNS);
}

function bare(text: string): readonly number[] | null {
  const one = text.trim();
  return BARE.test(one) ? pairs(one.replace(/^0x/i, '').replace(/[\s:]/g, '')) : null;
}

function pairs(digits: string): readonly number[] {
  const bytes: number[] = [];
  for (let at = 0; at + 1 < digits.length; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16));
  return bytes;
}
