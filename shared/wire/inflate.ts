import {
  deflateRaw as pakoDeflateRaw,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateEnd,
  zlibInflateInit2,
} from 'pako';
import { LIMITS } from '#shared/base/limits.ts';
import { WireError } from './wire-error.ts';

/** `raw` is what the standard asks for (saml-bindings 3.4.4.1, RFC 1951); zlib is RFC 1950, gzip RFC 1952. */
export type DeflateFormat = 'raw' | 'zlib' | 'gzip';

export interface Inflated {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly format: DeflateFormat;
  /** Bytes after the end of the deflated data, which carry nothing. */
  readonly trailing: number;
  /** Whether the sender never closed the stream, though the markup in it is whole. */
  readonly unended: boolean;
}

/** zlib's own way to name the formats: the window of 32 KB, negative for raw, plus 16 for gzip. */
const WINDOW_BITS: Readonly<Record<DeflateFormat, number>> = { raw: -15, zlib: 15, gzip: 31 };

/**
 * Inflates deflated data of any of the three formats. Raw data whose end mark is missing, because the sender flushed and
 * never closed, is read where what came out ends as markup does; otherwise it is cut off. The output grows piece by piece and is given up as soon as
 * it exceeds a limit, so that a small bomb costs little time and memory.
 *
 * @param limit bytes that may come out; one more is refused
 * @throws WorkbenchError `deflate-invalid` if it is none, is damaged or cut off; `deflate-too-large` beyond the limit; `deflate-bomb` beyond `LIMITS.bombBytes` at more than `LIMITS.bombRatio` to one
 */
export function inflateCapped(bytes: Uint8Array, limit: number = LIMITS.inflatedBytes): Inflated {
  if (isGzip(bytes)) return inflateAs('gzip', bytes, limit);
  if (!isZlib(bytes)) return inflateAs('raw', bytes, limit);
  try {
    return inflateAs('zlib', bytes, limit);
  } catch (error) {
    // Two bytes that look like a zlib header can begin raw data as well; a bomb stays a bomb.
    if (WireError.is(error, 'deflate-invalid')) return inflateAs('raw', bytes, limit);
    throw error;
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** RFC 1950, 2.2: method 8, a window of at most 32 KB, and a header that 31 divides. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 15) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0;
}

function inflateAs(format: DeflateFormat, bytes: Uint8Array, limit: number): Inflated {
  const stream = new ZStream();
  zlibInflateInit2(stream, WINDOW_BITS[format]);
  stream.input = bytes;
  stream.avail_in = bytes.length;
  try {
    const isEnded = runToEnd(stream, bytes.length, limit);
    const inflated = stream.output.slice(0, stream.next_out);
    if (!isEnded && (format !== 'raw' || !endsLikeMarkup(inflated))) {
      throw new WireError('deflate-invalid', { reason: 'it ends too early' });
    }
    return { bytes: inflated, format, trailing: stream.avail_in, unended: !isEnded };
  } finally {
    zlibInflateEnd(stream);
  }
}

/** A whole element: `</name>`, not just any bracket, which a cut may leave behind. */
function endsLikeMarkup(bytes: Uint8Array): boolean {
  const end = String.fromCharCode(...bytes.subarray(-LONGEST_END));
  const root = /^[\s\u00ef\u00bb\u00bf]*(?:<\?[^>]*>\s*)?<([\w.:-]+)/.exec(
    String.fromCharCode(...bytes.subarray(0, LONGEST_END)),
  );
  return root !== null && new RegExp(`</${root[1]?.replaceAll('.', '\\.')}\\s*>\\s*$`).test(end);
}

/** As long the declaration and the name of a root, or its end tag, may be to be looked at. */
const LONGEST_END = 400;

/** Gives false where the data ends before the stream does. The output array doubles when it is full: the work stays in proportion to what comes out. */
function runToEnd(stream: ZStream, inputLength: number, limit: number): boolean {
  stream.output = new Uint8Array(Math.min(limit, LIMITS.bombBytes, Math.max(4096, inputLength * 4)));
  stream.avail_out = stream.output.length;
  for (;;) {
    const status = zlibInflate(stream, Z_NO_FLUSH);
    if (status === Z_STREAM_END) return true;
    if (status !== Z_OK) throw new WireError('deflate-invalid', { reason: stream.msg || 'it is damaged' });
    if (stream.avail_out > 0) return false;
    growOutput(stream, limit);
  }
}

function growOutput(stream: ZStream, limit: number): void {
  const size = stream.next_out;
  if (size >= limit) throw new WireError('deflate-too-large', { limit });
  if (size >= LIMITS.bombBytes && size > stream.next_in * LIMITS.bombRatio) {
    throw new WireError('deflate-bomb', { limit: LIMITS.bombBytes, ratio: LIMITS.bombRatio });
  }
  const grown = new Uint8Array(Math.min(limit, size * 2));
  grown.set(stream.output);
  stream.output = grown;
  stream.avail_out = grown.length - size;
}

/** Deflates as the redirect binding asks: raw, without header or checksum (RFC 1951). */
export function deflateRaw(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return pakoDeflateRaw(bytes);
}
