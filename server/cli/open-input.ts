import { createReadStream } from 'node:fs';
import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { CliIo } from './cli-io.ts';
import { readFailure } from './read-file.ts';

/** An input, whole; or one that is read as it arrives, because it is a large HAR. */
export type OpenInput =
  | { readonly bytes: Uint8Array }
  | { readonly bytes: null; readonly chunks: AsyncIterable<Uint8Array> };

/** From this many bytes on a HAR is not held whole: below, all of it is kept, pages that are far from any SAML as well. */
const LARGE = 32 * 1024 * 1024;
/** A piece of a file, in bytes: an entry that is as large as its limit is put together out of few of them. */
const PIECE = 4 * 1024 * 1024;
/** How a HAR begins (HAR 1.2 names one member of the whole), a byte order mark before it or not. */
const HAR_START = /^\uFEFF?\s*\{\s*"log"\s*:\s*\{/;

/**
 * Reads a file, or standard input for `-`, as far as it takes to know that it is a large HAR; of anything else all.
 * @throws WorkbenchError `file-unreadable`, `input-too-large`
 */
export async function openInput(path: string, io: CliIo): Promise<OpenInput> {
  const chunks = path === '-' ? io.stdin() : createReadStream(path, { highWaterMark: PIECE });
  const pieces = chunks[Symbol.asyncIterator]();
  try {
    const head = await takeUpTo(pieces, LARGE);
    if (isLarge(head) && HAR_START.test(head.subarray(0, 1024).toString('utf8')))
      return { bytes: null, chunks: namingErrors(path, joined(head, pieces)) };
    const rest = await takeUpTo(pieces, LIMITS.inputBytes - head.length);
    const bytes = Buffer.concat([head, rest]);
    if (bytes.length > LIMITS.inputBytes)
      throw new InputError('input-too-large', { size: bytes.length, limit: LIMITS.inputBytes });
    return { bytes };
  } catch (cause) {
    throw readFailure(path, cause);
  }
}

/** Characters of one line. */
const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * The lines of a file, or of standard input for `-`, as they arrive, some at a time: a file may be of any size.
 * @throws WorkbenchError `file-unreadable`; `input-too-large` of a line
 */
export async function* openLines(path: string, io: CliIo): AsyncGenerator<readonly string[]> {
  const chunks = path === '-' ? io.stdin() : createReadStream(path, { highWaterMark: PIECE });
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of namingErrors(path, chunks)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new InputError('input-too-large', { size: rest.length, limit: LONGEST_LINE });
    yield lines;
  }
  yield [rest + decoder.decode()];
}

function isLarge({ length }: Buffer): boolean {
  return length > LARGE;
}

/** Until there are more than `limit` bytes, or no more at all. */
async function takeUpTo(pieces: AsyncIterator<Uint8Array>, limit: number): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  for (let size = 0; size <= limit; ) {
    const next = await pieces.next();
    if (next.done === true) break;
    taken.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(taken);
}

async function* joined(head: Uint8Array, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
}

async function* namingErrors(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (cause) {
    throw readFailure(path, cause);
  }
}
