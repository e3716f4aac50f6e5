import { decodeUtf8, encodeUtf8 } from '#shared/base/bytes.ts';

/** A value with its escapes decoded, and what was odd about it. */
export interface PercentReading {
  readonly text: string;
  readonly deviations: readonly ('percent-broken' | 'value-not-utf8')[];
}

/**
 * Decodes `%XX`, and with `plus` also `+` as a space (WHATWG URL, application/x-www-form-urlencoded).
 * A percent sign without two hex digits stands for itself, as browsers have it. Bytes that are not UTF-8
 * are read as Windows-1252, which is what the forms of old pages send.
 */
export function decodePercent(raw: string, plus: boolean): PercentReading {
  const spaced = plus && raw.includes('+') ? raw.replaceAll('+', ' ') : raw;
  if (!spaced.includes('%')) return { text: spaced, deviations: [] };
  try {
    return { text: decodeURIComponent(spaced), deviations: [] };
  } catch {
    // Something in it is broken or no UTF-8: browsers go on all the same, and so do we, to say what it is.
    return decodeBroken(spaced);
  }
}

function decodeBroken(text: string): PercentReading {
  const broken = /%(?![0-9A-Fa-f]{2})/.test(text) ? (['percent-broken'] as const) : [];
  const bytes = unescapeBytes(text);
  try {
    return { text: decodeUtf8(bytes), deviations: broken };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), deviations: [...broken, 'value-not-utf8'] };
  }
}

function unescapeBytes(text: string): Uint8Array {
  const source = encodeUtf8(text);
  const target = new Uint8Array(source.length);
  let length = 0;
  for (let index = 0; index < source.length; index++) {
    const byte = source[index] ?? 0;
    const escaped = byte === 0x25 ? hexByte(source[index + 1], source[index + 2]) : -1;
    target[length++] = escaped === -1 ? byte : escaped;
    if (escaped !== -1) index += 2;
  }
  return target.subarray(0, length);
}

function hexByte(high = 0, low = 0): number {
  const one = hexValue(high);
  const other = hexValue(low);
  return one === -1 || other === -1 ? -1 : one * 16 + other;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
