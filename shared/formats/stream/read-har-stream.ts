import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { createUniqueIds } from '#shared/http/exchange-parts.ts';
import { FormatError } from '../format-error.ts';
import { readHarEntry } from '../read-har.ts';
import { createNearKeeper, type Nearness } from './far-exchanges.ts';
import { createHeaderSharer } from './share-headers.ts';
import { createEntrySplitter } from './split-entries.ts';

/** Bytes that are looked at at a time: a text of more is put where engines collect it late. */
const PIECE = 64 * 1024;
/** What a command holds whole around SAML. */
const NEAR: Nearness = { before: 50, after: 300 };

type Decoder = Pick<TextDecoder, 'decode'>;

/**
 * Reads a HAR of any size as it arrives: entry by entry, so that no more of the file is held than one of them. What is far
 * from all SAML is lightened (`createNearKeeper`); the rest is as `readHar` gives it, in the file's order.
 *
 * @param chunks the file's bytes, in UTF-8
 * @throws WorkbenchError `input-unrecognised` where it is no HAR, or ends before its end; `text-undecodable`;
 *   `input-too-large` where one entry is
 */
export async function readHarStream(chunks: AsyncIterable<Uint8Array>): Promise<readonly Exchange[]> {
  const all: Exchange[] = [];
  for await (const exchanges of harExchanges(chunks, NEAR)) all.push(...exchanges);
  return all;
}

/** How a HAR is read as it arrives. */
export interface HarReading {
  /** Of UTF-8, and throws where bytes are malformed. */
  readonly decoder?: Decoder;
  /** So many entries are passed over before the first one that is read. */
  readonly from?: number;
}

/** The same, given away as it is read: with each piece of the file the exchanges that are settled by then. */
export async function* harExchanges(
  chunks: AsyncIterable<Uint8Array>,
  near: Nearness,
  reading: HarReading = {},
): AsyncGenerator<readonly Exchange[]> {
  const keeper = createNearKeeper(near);
  const shared = createHeaderSharer();
  for await (const exchanges of wholeHarExchanges(chunks, reading)) yield exchanges.flatMap(keeper.push).map(shared);
  yield keeper.end().map(shared);
}

/** Every exchange of a HAR as it stands in the file, with each piece of it those that end there; nothing of them is held. */
export async function* wholeHarExchanges(
  chunks: AsyncIterable<Uint8Array>,
  { decoder = new TextDecoder('utf-8', { fatal: true }), from = 0 }: HarReading = {},
): AsyncGenerator<readonly Exchange[]> {
  const splitter = createEntrySplitter();
  const withOwnId = createUniqueIds();
  let count = 0;
  const take = (piece: string): Exchange[] => {
    const read: Exchange[] = [];
    for (const text of splitter.push(piece)) {
      count += 1;
      if (count > from) read.push(withOwnId(readHarEntry(parseEntry(text), `har-${count}`)));
    }
    if (splitter.held() > LIMITS.harEntryChars) {
      throw new InputError('input-too-large', { size: splitter.held(), limit: LIMITS.harEntryChars });
    }
    return read;
  };
  for await (const chunk of chunks) for (const piece of piecesOf(chunk)) yield take(decode(decoder, piece));
  yield take(decode(decoder));
  splitter.end();
}

function* piecesOf(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
}

function decode(decoder: Decoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new InputError('text-undecodable', { encoding: 'UTF-8', reason: 'the bytes are malformed' }, { cause });
  }
}

/** The engine's own message quotes the file, so only the fact is passed on. */
function parseEntry(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError('input-unrecognised', { reason: 'it begins like a HAR, but an entry is no JSON' }, { cause });
  }
}
