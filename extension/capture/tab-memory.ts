import type { Exchange } from '#shared/http/exchange.ts';
import { createMemory, type Memory } from './memory.ts';

/** What is remembered of the inspected tab's requests, so that none is taken twice and none that is missing goes unseen. */
export interface TabMemory {
  /** When each request was told of, by `entryKey`. */
  readonly entries: Memory<number>;
  /** When each URL was last told of, by `asRequested`. */
  readonly urls: Memory<number>;
  /** Pages whose text was read and that send no message: where they led, nothing was sent to. */
  readonly silent: Memory<number>;
  /** Remembers when a request began. */
  addStart(startedAt: number): void;
  /** When the latest few began: a page that went unseen came before those that it led to. */
  starts(): readonly number[];
  /** An ID that no exchange of this tab has yet. */
  newId(): string;
}

const REMEMBERED = 2_000;
/** How many of the latest are enough. */
export const LATEST = 20;

/** Without any yet. */
export function createTabMemory(): TabMemory {
  const starts: number[] = [];
  let count = 0;
  return {
    entries: createMemory(REMEMBERED),
    urls: createMemory(REMEMBERED),
    silent: createMemory(REMEMBERED),
    addStart: (startedAt) => {
      starts.push(startedAt);
      if (starts.length > LATEST) starts.shift();
    },
    starts: () => starts,
    newId: () => {
      count += 1;
      return `d${count}`;
    },
  };
}

/** The same entry comes as an event and again in the browser's log. */
export function entryKey({ method, url, startedAt }: Exchange): string {
  return `${method} ${url} ${startedAt}`;
}

/** A URL as it is asked for: what is behind a hash never leaves the browser (RFC 3986 3.5). */
export function asRequested(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
