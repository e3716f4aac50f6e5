import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { endOf } from '#shared/http/navigation.ts';

/** By how much a clock differs from the browser's, in milliseconds; positive: it is ahead. */
export interface ClockOffset {
  readonly offset: number;
  /** The true offset lies within this much of `offset`. */
  readonly uncertainty: number;
  readonly samples: number;
}

/** What one observation allows the offset to be: between `low` and `high`, in milliseconds. */
export interface ClockSample {
  readonly low: number;
  readonly high: number;
}

/** A cache's answer is as old as it is. */
const STORED = /^(?:hit|.*\bhit\b)/i;

/** What the Date header of a response tells about the clock of its server (rfc9110 6.6.1): it counts whole seconds. */
export function dateSample(exchange: Exchange): ClockSample | null {
  const { startedAt, responseHeaders } = exchange;
  const end = endOf(exchange);
  const date = Date.parse(headerValue(responseHeaders, 'date') ?? '');
  const isStored =
    headerValue(responseHeaders, 'age') !== null || STORED.test(headerValue(responseHeaders, 'x-cache') ?? '');
  if (startedAt === null || end === null || Number.isNaN(date) || isStored) return null;
  return { low: date - end, high: date + 999 - startedAt };
}

/**
 * What an IssueInstant tells about the clock of its sender: the message was made between the request that led to it
 * and its own arrival. Whole seconds leave a second open.
 */
export function issueSample(issued: number, text: string, after: number, before: number): ClockSample | null {
  if (after > before) return null;
  const precision = /\.\d/.test(text) ? 0 : 999;
  return { low: issued - before, high: issued + precision - after };
}

/**
 * The offset that all samples allow; where they contradict each other (a server farm, a delayed POST), the median of
 * their middles with the spread about it. Null without a sample.
 */
export function estimateOffset(samples: readonly ClockSample[]): ClockOffset | null {
  if (samples.length === 0) return null;
  const low = samples.reduce((most, sample) => Math.max(most, sample.low), Number.NEGATIVE_INFINITY);
  const high = samples.reduce((least, sample) => Math.min(least, sample.high), Number.POSITIVE_INFINITY);
  if (low <= high) return { offset: (low + high) / 2, uncertainty: (high - low) / 2, samples: samples.length };
  const offset = median(samples.map((sample) => (sample.low + sample.high) / 2));
  const away = samples.map((sample) => Math.max(Math.abs(sample.low - offset), Math.abs(sample.high - offset)));
  return { offset, uncertainty: median(away), samples: samples.length };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
